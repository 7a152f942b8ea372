import { type ReaderProcessDeps, startReaderProcess } from './reader-process'

/** For as long as a service that is there takes to say what it has. */
const LIST_MS = 4000

/**
 * Whether the PC/SC service has a reader, as it tells a process that has just begun: one that watches it may hear of a
 * change late. True where it tells nothing.
 */
export const hasReader = (deps: ReaderProcessDeps, reader: string): Promise<boolean> =>
  new Promise((resolve) => {
    const done = (has: boolean): void => {
      clearTimeout(timer)
      resolve(has)
      asked.kill()
    }
    const asked = startReaderProcess(deps, {
      onReaders: (readers) => done(readers.some(({ name }) => name === reader)),
      onDown: () => done(true),
      onLate: () => undefined,
      onExit: () => done(true),
    })
    const timer = setTimeout(() => done(true), LIST_MS)
  })
