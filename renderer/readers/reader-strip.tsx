import { text } from '../text'
import { ReaderTile } from './reader-tile'
import { isReady, useReaders } from './store'

type StripProps = {
  /** The reader the next job would use, and the one the shown job is in. */
  readonly chosen?: string | undefined
  readonly job?: string | undefined
  /** Set where the operator may name a reader: those that hold a card then have their key on them. */
  readonly onChoose?: ((reader: string) => void) | undefined
}

/** All readers as they stand on the table. The map does not mirror and does not jump. */
export function ReaderStrip({ chosen, job, onChoose }: StripProps) {
  const readers = useReaders((view) => view.readers)
  return (
    <ul className={readers.length > 8 ? 'strip strip-16' : 'strip'} aria-label={text.readers.map}>
      {readers.map((reader) => (
        <ReaderTile
          key={reader.name}
          reader={reader}
          isChosen={reader.name === chosen}
          isJob={reader.name === job}
          onChoose={isReady(reader) ? onChoose : undefined}
        />
      ))}
    </ul>
  )
}
