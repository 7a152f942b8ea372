import type { Against, Difference } from '../../shared/outline/composition'
import type { DifferenceRow } from '../../shared/outline/difference'
import { Breakable } from '../parts/breakable'
import { text } from '../text'
import { SideName } from './side-name'

const words = text.composer.diff

type TableProps = { readonly difference: Difference; readonly isAll: boolean; readonly beside: Against | undefined }

/** Leaf by leaf: what the message says, and what the other does. A secret that differs is bullets on both sides. */
export const DifferenceTable = ({ difference: { rows, left, right }, isAll, beside }: TableProps) => (
  <div className="compare-rows">
    <table>
      <thead>
        <tr>
          <th>{words.where}</th>
          <th>
            <SideName side={undefined} /> <small>{text.wizard.format[left.format]}</small>
          </th>
          <th>
            <SideName side={beside} /> {right.format && <small>{text.wizard.format[right.format]}</small>}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(({ kind }) => isAll || kind !== 'same')
          .map((row) => (
            <Row key={row.path} {...row} />
          ))}
      </tbody>
    </table>
  </div>
)

const Row = ({ path, kind, left, right }: DifferenceRow) => (
  <tr className={`diff-${kind}`}>
    <td className="diff-path">
      <bdi dir="ltr" className="mono">
        <Breakable>{path}</Breakable>
      </bdi>
    </td>
    <td>
      <bdi dir="ltr" className="mono">
        <Breakable>{left ?? '–'}</Breakable>
      </bdi>
    </td>
    <td>
      <bdi dir="ltr" className="mono">
        <Breakable>{right ?? '–'}</Breakable>
      </bdi>
    </td>
    <td>
      <span className="tag">{words.kinds[kind]}</span>
    </td>
  </tr>
)
