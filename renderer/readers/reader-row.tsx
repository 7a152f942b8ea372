import type { ReaderState } from '../../shared/station-state'
import { text } from '../text'
import { useFace } from './reader-tile'
import { troubleOf } from './store'
import { useWords } from './words'

/** One reader in words: what it does, which card, and its full name. */
export function ReaderRow({ reader }: { readonly reader: ReaderState }) {
  const { word } = useFace(reader)
  const trouble = troubleOf(reader)
  return (
    <tr>
      <td>
        <b>{reader.number}</b>
      </td>
      <td>
        {word}
        {trouble && <Why failure={trouble} />}
      </td>
      <td>
        {reader.iccid === undefined ? (
          <span className="faint">{reader.card === 'none' ? '' : text.readers.unnamed}</span>
        ) : (
          <bdi dir="ltr">{text.identity.iccid(reader.iccid)}</bdi>
        )}
      </td>
      <td className="quiet">{reader.name}</td>
    </tr>
  )
}

function Why({ failure }: { readonly failure: NonNullable<ReaderState['failure']> }) {
  const { what, doNow } = useWords(failure)
  return (
    <small className="below">
      {what} {doNow}
    </small>
  )
}
