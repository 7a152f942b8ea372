import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import { shortestReason } from '../../shared/outline/composition'
import type { ExportQuery } from '../../shared/records-query'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { soughtIn } from './search'
import { outcomesOf, useRecords } from './store'

export const formats = ['csv', 'jsonl'] as const
export const identities = ['masked', 'full'] as const

/** What the list finds, on its way into a file. */
export type ExportView = {
  readonly isOpen: boolean
  readonly as: ExportQuery['as']
  readonly identities: (typeof identities)[number]
  /** Why identities are shown in full. */
  readonly reason: string
  readonly became:
    | { readonly at: 'asked' | 'writing' }
    | { readonly at: 'written'; readonly path: string; readonly count: number }
    | { readonly at: 'failed'; readonly failure: Failure }
}

const closed: ExportView = { isOpen: false, as: 'csv', identities: 'masked', reason: '', became: { at: 'asked' } }

export const useExport = create<ExportView>()(() => closed)
export const exportOpened = (): void => useExport.setState({ ...closed, isOpen: true })
export const exportClosed = (): void => useExport.setState(closed)
export const exportChosen = (change: Partial<Pick<ExportView, 'as' | 'identities' | 'reason'>>): void =>
  useExport.setState({ ...change, became: { at: 'asked' } })

/** How many more characters the reason needs. */
export const reasonLacks = ({ identities, reason }: ExportView): number =>
  identities === 'masked' ? 0 : Math.max(0, shortestReason - reason.trim().length)

export async function exportNow(): Promise<void> {
  const view = useExport.getState()
  const { text, filter } = useRecords.getState()
  if (!view.isOpen || view.became.at === 'writing' || reasonLacks(view) > 0) return
  const writing = { at: 'writing' } as const
  useExport.setState({ became: writing })
  const query = { text: soughtIn(text), outcome: [...outcomesOf(filter)], as: view.as }
  const reason = view.identities === 'full' ? { reason: view.reason } : {}
  const answer = await answerOf(station.records.export({ ...query, ...reason }))
  if (useExport.getState().became !== writing) return
  useExport.setState({
    became: answer.ok ? { at: 'written', ...answer.value } : { at: 'failed', failure: answer.failure },
  })
}
