/** Resolves once everything was taken; whoever reads may stop early, as `head` does. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? resolve() : reject(error),
    )
    process.stdout.write(text, () => resolve())
  })
}
