import type { Preview } from '../../shared/contract'
import { text } from '../text'

const words = text.wizard.review
const bullets = '••••••••••••'

/** Row by row what would be on the card. A secret is bullets; its check value may be compared. */
export const ReviewSheet = ({ preview }: { readonly preview: Preview }) => (
  <div className="sheet">
    <table>
      <tbody>
        {preview.rows.map(({ label, value, aside, isSecret }) => (
          <tr key={label}>
            <th scope="row">{words.rows[label]}</th>
            <td>
              <bdi dir="ltr" className={isSecret ? 'secret' : undefined}>
                {isSecret ? bullets : value}
              </bdi>
            </td>
            <td>{aside !== undefined && isSecret ? <CheckValue value={aside} /> : aside}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const CheckValue = ({ value }: { readonly value: string }) => (
  <>
    {words.checkValue} <bdi className="mono">{value}</bdi>
  </>
)
