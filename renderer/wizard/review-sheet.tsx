import type { Preview } from '../../shared/preview'
import { text } from '../text'

type Row = Preview['rows'][number]

const words = text.wizard.review
const bullets = '••••••••••••'

/** Row by row what would be on the card. A secret is bullets; its check value may be compared. */
export const ReviewSheet = ({ preview }: { readonly preview: Preview }) => (
  <div className="sheet">
    <table>
      <tbody>
        <tr>
          <th scope="row">{text.wizard.scan.device}</th>
          <td>
            <bdi dir="ltr">{text.identity.device(preview.device)}</bdi>
          </td>
          <td />
        </tr>
        {preview.rows.map((row) => (
          <tr key={`${row.label} ${row.value} ${row.aside}`}>
            <th scope="row">{words.rows[row.label]}</th>
            <td>
              <bdi dir="ltr" className={row.isSecret ? 'secret' : undefined}>
                {shownIn(row, preview)}
              </bdi>
            </td>
            <td>
              <Aside row={row} preview={preview} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

function shownIn({ label, value, isSecret }: Row, { bytes }: Preview): string {
  if (isSecret) return bullets
  return label === 'size' ? words.sized(bytes) : value
}

function Aside({ row: { label, aside, isSecret }, preview }: { readonly row: Row; readonly preview: Preview }) {
  if (label === 'size') return text.wizard.format[preview.format]
  if (!isSecret || aside === undefined) return aside
  return (
    <>
      {words.checkValue} <bdi className="mono">{aside}</bdi>
    </>
  )
}
