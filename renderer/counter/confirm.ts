import { usePlace } from '../place/store'
import { inspect, useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { targetOf } from '../readers/target'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { useVariables, variablesFor } from '../variables/store'
import { templateNow } from '../wizard/template'
import type { CardState } from './state'
import { at, cardChanged } from './store'
import { takeYes } from './yes'

/** At the confirmation, and only there, what would be written is asked for and the card is looked at. */
export function lookAtSale(): void {
  const state = at()
  if (state.step !== 'card') return
  if (usePlace.getState().place !== 'counter') {
    leave(state)
    return
  }
  void askPreview(state)
  const seen = useInspection.getState().now
  const target = targetOf(useReaders.getState().readers, state, seen)
  if (target !== undefined && (seen.state === 'none' || seen.reader !== target.name)) void inspect(target.name)
  takeYes()
}

/** A yes that was not ordered yet is none any more, and nor is what was typed for it. */
function leave(state: CardState): void {
  const { yes, pinFor } = state
  if (yes !== 'ordered' && (yes !== undefined || pinFor !== undefined))
    cardChanged(state, { yes: undefined, pinFor: undefined })
}

async function askPreview(state: CardState): Promise<void> {
  const template = templateNow()?.name
  const { device } = state
  const variables = variablesFor(device)
  if (template === undefined || variables === undefined) return forgetPreview(state)
  const asked = JSON.stringify([template, useVariables.getState().told])
  if (state.asked === asked) return
  cardChanged(state, { asked, preview: undefined, failure: undefined })
  const answer = await answerOf(station.message.preview({ device, template, variables }))
  const now = at()
  if (now.step !== 'card' || now.device !== device || now.asked !== asked) return
  cardChanged(now, answer.ok ? { preview: answer.value } : { failure: answer.failure })
}

/** What was made with other words is not what would be written. */
function forgetPreview(state: CardState): void {
  if (state.asked !== undefined) cardChanged(state, { asked: undefined, preview: undefined })
}
