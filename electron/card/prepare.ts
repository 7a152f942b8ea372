import type { Preparation, PreparationStep } from '../../shared/preparation'
import type { WriteTo } from './bootstrap'
import type { Card } from './card'
import { identifiers } from './prepare-files'
import { planPreparation } from './prepare-plan'
import { carryOut, told } from './prepare-step'
import { surveyCard } from './prepare-survey'
import { eachOnce, showKeys } from './unlock'

/** What would be done to a card, from what is on it now. Reads only. Fails with `card.cannot-prepare` and says what is missing. */
export const planFor = async (card: Card, wish: Preparation): Promise<readonly PreparationStep[]> =>
  planPreparation(await surveyCard(card, identifiers), wish).map(told)

/**
 * Makes what a message and its directory need, where the card lets its key do that (ETSI TS 102 222). Everything that
 * can be checked is checked before anything is changed; a card that is prepared is only read.
 */
export async function prepareCard(
  card: Card,
  wish: Preparation,
  { key, onTouch }: WriteTo,
): Promise<readonly PreparationStep[]> {
  const survey = await surveyCard(card, identifiers)
  const steps = planPreparation(survey, wish)
  if (steps.length === 0) return []
  await showKeys(card, card.channel, eachOnce(steps.flatMap(({ keys }) => keys)), key)
  await onTouch()
  await carryOut(card, steps, survey.application?.home)
  return steps.map(told)
}
