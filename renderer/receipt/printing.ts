import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { HandedOut } from '../../shared/handed-out'
import type { JobId } from '../../shared/job'
import type { Language } from '../../shared/text/languages'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'

type Paper = HandedOut | { readonly state: 'printing' } | { readonly state: 'failed'; readonly failure: Failure }

/** What a paper is of: the receipt of a job, or the sheet of commands. */
export type PaperOf = JobId | 'sheet'
type Papers = ReadonlyMap<PaperOf, Paper>

/** In the order of their number keys. */
export const paperLanguages = ['en', 'de', 'ar'] as const satisfies readonly Language[]
const own: Language = paperLanguages.find((language) => language === text.language) ?? 'en'

/** The customer's language, which need not be the shop's, and what became of each paper. */
export const usePaper = create<{ readonly language: Language; readonly papers: Papers }>()(() => ({
  language: own,
  papers: new Map(),
}))

/** What is on its way to a printer is not forgotten: it may fail when another customer is served. */
const onTheirWay = (papers: Papers): Papers => new Map([...papers].filter(([, { state }]) => state === 'printing'))

export const languageChosen = (language: Language): void =>
  usePaper.setState(({ papers }) => ({ language, papers: onTheirWay(papers) }))
export const paperForgotten = (): void =>
  usePaper.setState(({ papers }) => ({ language: own, papers: onTheirWay(papers) }))
/** This one only: what became of the others, and the customer's language, are of another page. */
export const paperLeft = (left: PaperOf): void =>
  usePaper.setState(({ papers }) => ({
    papers: new Map([...papers].filter(([of, { state }]) => of !== left || state === 'printing')),
  }))
const paperIs = (of: PaperOf, paper: Paper): void =>
  usePaper.setState(({ papers }) => ({ papers: new Map(papers).set(of, paper) }))
export const useIsPrinting = (of: PaperOf): boolean => usePaper(({ papers }) => papers.get(of)?.state === 'printing')

export const print = (job: JobId): Promise<void> => {
  const { language } = usePaper.getState()
  return handOut(job, () => station.receipt.print({ job, language }))
}

/** Each paper once at a time, and where it went. */
export async function handOut(of: PaperOf, ask: () => Promise<HandedOut>): Promise<void> {
  if (usePaper.getState().papers.get(of)?.state === 'printing') return
  paperIs(of, { state: 'printing' })
  const answer = await answerOf(ask())
  paperIs(of, answer.ok ? answer.value : { state: 'failed', failure: answer.failure })
}
