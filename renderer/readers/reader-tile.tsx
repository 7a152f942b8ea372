import type { ReaderState } from '../../shared/station-state'
import { runningIn, useJobs } from '../jobs/store'
import { Icon, type IconName } from '../parts/icon'
import { useNow } from '../parts/now'
import { text } from '../text'
import { faceOf, type ReaderFace } from './face'
import { useReaders } from './store'

const icons: Readonly<Record<ReaderFace['kind'], IconName>> = {
  empty: 'insert',
  card: 'card',
  work: 'card',
  elsewhere: 'card',
  trouble: 'error',
}

type TileProps = {
  readonly reader: ReaderState
  readonly isChosen: boolean
  readonly isJob: boolean
  readonly onChoose?: ((reader: string) => void) | undefined
}

/** One reader of the strip, on its place on the table. */
export function ReaderTile({ reader, isChosen, isJob, onChoose }: TileProps) {
  const { kind, word, below } = useFace(reader)
  const className = ['rd', `rd-${kind}`, ...(isChosen ? ['rd-on'] : []), ...(isJob ? ['rd-job'] : [])].join(' ')
  return (
    <li className={className} aria-label={`${text.readers.label(reader.number)}: ${word}, ${below}`}>
      <b aria-hidden="true">{reader.number}</b>
      <Icon name={icons[kind]} />
      <p aria-hidden="true">
        {word}
        <small>{below}</small>
      </p>
      {onChoose && <Choose reader={reader} isChosen={isChosen} onChoose={onChoose} />}
    </li>
  )
}

type ChooseProps = {
  readonly reader: ReaderState
  readonly isChosen: boolean
  readonly onChoose: (reader: string) => void
}

/** The whole tile is the target, and its number the key. */
const Choose = ({ reader, isChosen, onChoose }: ChooseProps) => (
  <button
    type="button"
    className="rd-choose"
    aria-label={text.readers.label(reader.number)}
    aria-pressed={isChosen}
    aria-keyshortcuts={String(reader.number)}
    onClick={() => onChoose(reader.name)}
  />
)

export function useFace(reader: ReaderState): ReaderFace {
  const since = useReaders((view) => view.silentSince.get(reader.name))
  const running = useJobs(({ open }) => runningIn(open, reader.name))
  const now = useNow()
  return faceOf(reader, running, since === undefined ? undefined : now - since)
}
