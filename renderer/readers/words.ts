import type { Failure } from '../../shared/failure'
import type { ReaderState } from '../../shared/station-state'
import { plainWordsOf, type Words } from '../../shared/text/words'
import { text } from '../text'
import { useReaders } from './store'

/** The words for a failure, with the reader as it is numbered on the table. */
export function useWords(failure: Failure): Words {
  const readers = useReaders((view) => view.readers)
  return plainWordsOf(numbered(failure, readers), text)
}

export function useOptionalWords(failure: Failure | undefined): Words | undefined {
  const readers = useReaders((view) => view.readers)
  return failure && plainWordsOf(numbered(failure, readers), text)
}

export function useReaderLabel(name: string): string {
  const readers = useReaders((view) => view.readers)
  return labelOf(name, readers)
}

/** For those who name several. */
export function useReaderLabels(): (name: string) => string {
  const readers = useReaders((view) => view.readers)
  return (name) => labelOf(name, readers)
}

const labelOf = (name: string, readers: readonly ReaderState[]): string => {
  const found = readers.find((reader) => reader.name === name)
  return found ? text.readers.label(found.number) : name
}

const numbered = (failure: Failure, readers: readonly ReaderState[]): Failure =>
  'reader' in failure ? { ...failure, reader: labelOf(failure.reader, readers) } : failure
