export function row(matrix: readonly Float64Array[], index: number): Float64Array {
  const found = matrix[index]
  if (!found) throw new RangeError(`There is no row ${index}`)
  return found
}

/** Gauss's elimination. The matrix is positive definite: what is assumed stands on its diagonal. */
export function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length
  for (let pivot = 0; pivot < size; pivot += 1) {
    for (let below = pivot + 1; below < size; below += 1) {
      const times = (row(matrix, below)[pivot] ?? 0) / (row(matrix, pivot)[pivot] ?? 1)
      for (let column = pivot; column < size; column += 1) {
        const line = row(matrix, below)
        line[column] = (line[column] ?? 0) - times * (row(matrix, pivot)[column] ?? 0)
      }
      right[below] = (right[below] ?? 0) - times * (right[pivot] ?? 0)
    }
  }
  const solution = new Float64Array(size)
  for (let pivot = size - 1; pivot >= 0; pivot -= 1) {
    let rest = right[pivot] ?? 0
    for (let column = pivot + 1; column < size; column += 1) {
      rest -= (row(matrix, pivot)[column] ?? 0) * (solution[column] ?? 0)
    }
    solution[pivot] = rest / (row(matrix, pivot)[pivot] ?? 1)
  }
  return solution
}
