/** A name in double braces stands for what is asked for each time. */
const VARIABLE = /\{\{\s*([^{}]{1,60}?)\s*\}\}/gu

/** The names of what a prompt asks for, each once, in their order. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name))]
}

/** The text with what was asked for in its place; what was left empty goes. */
export function filledIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(VARIABLE, (_whole, name: string) => values.get(name) ?? '')
}
