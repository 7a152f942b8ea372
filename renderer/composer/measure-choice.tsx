import { mostInFile } from '../../shared/message/size'
import { isReady, useReaders } from '../readers/store'
import { useWords } from '../readers/words'
import { text } from '../text'
import { fileBytesTyped, type Measure, measureChosen, measureNow, type Room, useLimit, usualBytes } from './limit'

const words = text.composer.meter

/** What the message is measured against. A card is asked only when somebody chose it. */
export function MeasureChoice({ ofTemplate }: { readonly ofTemplate: number | undefined }) {
  const view = useLimit()
  const measure = measureNow(view, ofTemplate)
  const readers = useReaders(({ readers }) => readers)
  const offered = readers.filter((reader) => isReady(reader) || isMeasured(measure, reader.name))
  return (
    <div className="measure">
      <select
        className="input"
        aria-label={words.against}
        value={keyOf(measure)}
        onChange={({ target }) => measureChosen(measureOf(target.value))}
      >
        {ofTemplate !== undefined && <option value="template">{words.template}</option>}
        <option value="usual">{words.usual(usualBytes)}</option>
        {offered.map(({ name, number }) => (
          <option key={name} value={keyOf({ reader: name })}>
            {words.card(number)}
          </option>
        ))}
        <option value="file">{words.file}</option>
      </select>
      {measure === 'file' && (
        <input
          className="input measure-bytes"
          aria-label={words.fileBytes}
          type="number"
          min={1}
          max={mostInFile}
          value={view.fileBytes}
          onChange={({ target }) => fileBytesTyped(Math.max(1, Math.floor(Number(target.value) || 1)))}
        />
      )}
      {typeof measure === 'object' && <RoomSaid room={view.room} />}
    </div>
  )
}

const readerPrefix = 'reader:'
const keyOf = (measure: Measure): string => (typeof measure === 'object' ? readerPrefix + measure.reader : measure)

function measureOf(key: string): Measure {
  if (key === 'template' || key === 'file') return key
  return key.startsWith(readerPrefix) ? { reader: key.slice(readerPrefix.length) } : 'usual'
}

const isMeasured = (measure: Measure, name: string): boolean => typeof measure === 'object' && measure.reader === name

function RoomSaid({ room }: { readonly room: Room }) {
  switch (room.kind) {
    case 'asking':
      return <p className="field-below">{words.asking}</p>
    case 'no-file':
      return <p className="field-below">{words.noFile}</p>
    case 'failed':
      return <RoomFailed failure={room.failure} />
    case 'has':
      return null
  }
}

function RoomFailed({ failure }: { readonly failure: Extract<Room, { kind: 'failed' }>['failure'] }) {
  const { what, doNow } = useWords(failure)
  return <p className="field-below">{`${what} ${doNow}`}</p>
}
