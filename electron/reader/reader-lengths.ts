/** How often a reader may lose an extended command before it gets none any more. */
const MOST_LOSSES = 2

/**
 * Which readers are given extended commands. One that drops the link at them gets none; one that loses a longer one
 * gets short ones once, for a card may also have been pulled just then, and for good at the second time.
 */
export function createReaderLengths() {
  const losses = new Map<string, number>()
  const once = new Set<string>()
  return {
    mayExtend: (reader: string): boolean => !once.has(reader) && (losses.get(reader) ?? 0) < MOST_LOSSES,
    /** The card answers short commands in the place where it did not answer an extended one. */
    refused: (reader: string): void => void losses.set(reader, MOST_LOSSES),
    lost: (reader: string): void => {
      losses.set(reader, (losses.get(reader) ?? 0) + 1)
      once.add(reader)
    },
    /** A session with short commands went well. */
    passed: (reader: string): void => void once.delete(reader),
  }
}
export type ReaderLengths = ReturnType<typeof createReaderLengths>
