import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { HandedOut } from '../../shared/handed-out'
import type { JobId } from '../../shared/job'
import type { Language } from '../../shared/text/languages'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'

type Paper =
  | HandedOut
  | { readonly state: 'none' | 'printing' }
  | { readonly state: 'failed'; readonly failure: Failure }

/** In the order of their number keys. */
export const paperLanguages = ['en', 'de', 'ar'] as const satisfies readonly Language[]
const own: Language = paperLanguages.find((language) => language === text.language) ?? 'en'

/** The customer's language, which need not be the shop's, and what became of the paper. */
export const usePaper = create<{ readonly language: Language; readonly paper: Paper }>()(() => ({
  language: own,
  paper: { state: 'none' },
}))

export const languageChosen = (language: Language): void => usePaper.setState({ language, paper: { state: 'none' } })
export const paperForgotten = (): void => usePaper.setState({ language: own, paper: { state: 'none' } })

export const print = (job: JobId): Promise<void> => {
  const { language } = usePaper.getState()
  return handOut(() => station.receipt.print({ job, language }))
}

/** One paper at a time, and where it went. */
export async function handOut(ask: () => Promise<HandedOut>): Promise<void> {
  if (usePaper.getState().paper.state === 'printing') return
  usePaper.setState({ paper: { state: 'printing' } })
  const answer = await answerOf(ask())
  usePaper.setState({ paper: answer.ok ? answer.value : { state: 'failed', failure: answer.failure } })
}
