/** What one message holds so far, the documents in it included. Its bytes are a stranger's. */
export type Spent = { nodes: number; characters: number }

export const nothingSpent = (): Spent => ({ nodes: 0, characters: 0 })

const mostNodes = 100_000
/** A short document may name one long text many times. */
const mostCharacters = 1 << 20

/** Counts them, and says what is too much. */
export function excessAfter(spent: Spent, nodes: number, characters: number): string | undefined {
  spent.nodes += nodes
  spent.characters += characters
  if (spent.nodes > mostNodes) return `more than ${mostNodes} nodes`
  return spent.characters > mostCharacters ? `more than ${mostCharacters} characters of text` : undefined
}
