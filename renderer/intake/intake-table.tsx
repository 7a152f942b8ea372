import { useEffect, useRef } from 'react'
import type { IntakeEntry } from '../../shared/intake/entry'
import { Button } from '../parts/button'
import { Icon } from '../parts/icon'
import { text } from '../text'
import { BecameMark } from './became-mark'
import { sourceIcons, trustIcons } from './looks'
import { entrySelected, type IntakeView, moreAsked } from './store'

const words = text.intake

type TableProps = { readonly found: NonNullable<IntakeView['found']>; readonly read: number }

/** The entries found, those to decide first; the arrows walk through them from anywhere on the page. */
export const IntakeTable = ({ found: { total, held, entries }, read }: TableProps) => (
  <section className="panel list" aria-label={words.title}>
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{words.columns.source}</th>
            <th>{words.columns.device}</th>
            <th>{words.columns.became}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} isRead={entry.id === read} />
          ))}
        </tbody>
      </table>
    </div>
    <footer className="list-foot">
      <span className="label">{`${words.total(entries.length, total)}. ${words.waiting(held)}.`}</span>
      {entries.length < total && <Button onPress={moreAsked}>{words.more}</Button>}
    </footer>
  </section>
)

function EntryRow({ entry, isRead }: { readonly entry: IntakeEntry; readonly isRead: boolean }) {
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (isRead) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isRead])
  return (
    <tr
      ref={row}
      className={isRead ? 'is-read' : undefined}
      aria-current={isRead || undefined}
      onClick={() => entrySelected(entry.id)}
    >
      <td>
        <span className="mark mark-idle">
          <Icon name={sourceIcons[entry.source]} />
          {words.source[entry.source]}
        </span>
        <small className="below">{words.at(entry.lastAt)}</small>
      </td>
      <td>
        <button type="button" className="row-name" onClick={() => entrySelected(entry.id)}>
          <bdi dir="ltr">{text.identity.device(entry.device)}</bdi>
        </button>
        <small className="below">
          {entry.phone === undefined ? words.noPhone : <bdi dir="ltr">{text.identity.phone(entry.phone)}</bdi>}
        </small>
      </td>
      <td>
        <BecameMark entry={entry} />
        <small className="below mark-below">
          <Icon name={trustIcons[entry.trust]} />
          {words.trust[entry.trust]}
        </small>
      </td>
    </tr>
  )
}
