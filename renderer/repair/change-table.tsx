import type { CardReport } from '../../shared/card-report'
import type { DeviceId } from '../../shared/identity/device'
import type { DifferenceRow } from '../../shared/outline/difference'
import { FailureNotice, Notice } from '../parts/notice'
import { useStation } from '../station/store'
import { text } from '../text'
import { VariableFields } from '../variables/variable-fields'
import { ownTemplates, templateChosen, templateFor, useLastTemplate } from '../wizard/template'
import { deviceFor, holderOf } from './card'
import { settingOf, shownOf } from './setting'
import { useRepair } from './store'

const words = text.repair

/** For whom the card will be, by which template, and what changes on it. */
export function ChangeTable({ report }: { readonly report: CardReport }) {
  const view = useRepair()
  const device = deviceFor(view, report)
  const found = view.difference
  return (
    <section className="panel change" aria-label={words.now}>
      <dl className="change-for">
        <div>
          <dt>{words.device}</dt>
          <dd>{device === undefined ? <b>{words.deviceWanted}</b> : <For device={device} report={report} />}</dd>
        </div>
        <TemplateField />
      </dl>
      {device !== undefined && <VariableFields device={device} />}
      {found?.failure && <FailureNotice failure={found.failure} />}
      {found?.value?.isAcross && <Notice kind="note" what={words.across} />}
      {found?.value && <Rows rows={found.value.rows} />}
    </section>
  )
}

function For({ device, report }: { readonly device: DeviceId; readonly report: CardReport }) {
  const life = useRepair((view) => view.life?.value)
  const holder = holderOf(report, life)
  return (
    <>
      <b>{text.identity.device(device)}</b>
      {holder !== undefined && <small>{holder === device ? words.deviceIsHolder : words.deviceIsNew(holder)}</small>}
    </>
  )
}

function TemplateField() {
  const templates = ownTemplates(useStation(({ state }) => state))
  const last = useLastTemplate(({ name }) => name)
  const chosen = templateFor(templates, last)
  return (
    <div>
      <dt id="repair-template">{words.template}</dt>
      <dd>
        <select
          className="input"
          aria-labelledby="repair-template"
          value={chosen?.name ?? ''}
          onChange={({ target }) => templateChosen(target.value)}
        >
          {chosen === undefined && <option value="">{words.templateWanted}</option>}
          {templates.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </dd>
    </div>
  )
}

function Rows({ rows }: { readonly rows: readonly DifferenceRow[] }) {
  const changed = rows.filter(({ kind }) => kind !== 'same')
  const alike = rows.length - changed.length
  return (
    <table>
      <thead>
        <tr>
          <th>{words.changes(changed.length, rows.length)}</th>
          <th>{words.now}</th>
          <th>{words.event.after}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((row) => (
          <Row key={row.path} {...row} />
        ))}
        {alike > 0 && (
          <tr className="change-same">
            <td>{words.alike(alike)}</td>
            <td>
              <i>=</i>
              {words.alikeBoth}
            </td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  )
}

/** The message to be is the left side of a comparison, the card the right one. */
function Row({ path, left, right }: DifferenceRow) {
  const setting = settingOf(path)
  const [now, after] = [shownOf(path, right), shownOf(path, left)]
  return (
    <tr>
      <td>{setting === undefined ? <bdi className="mono faint">{path}</bdi> : words.setting[setting]}</td>
      <td className="change-was">
        {now === undefined ? (
          <span className="faint">{words.lacking}</span>
        ) : (
          <>
            <i>−</i>
            <bdi dir="ltr">{now}</bdi>
          </>
        )}
      </td>
      <td className="change-now">
        {after === undefined ? (
          <span className="faint">{words.lacking}</span>
        ) : (
          <>
            <i>+</i>
            <bdi dir="ltr">{after}</bdi>
            {after === now && <small>{words.hidden}</small>}
          </>
        )}
      </td>
    </tr>
  )
}
