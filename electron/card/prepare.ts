import { areEqual, hex } from '../../shared/bytes'
import type { Preparation, PreparationStep } from '../../shared/preparation'
import type { Rule } from './access'
import { pkcs15At, unsuitable } from './application'
import type { WriteTo } from './bootstrap'
import type { Card } from './card'
import { type HolderPins, heldBy } from './pin'
import { identifiers } from './prepare-files'
import { planPreparation } from './prepare-plan'
import { carryOut, type Step, told } from './prepare-step'
import { type Survey, surveyCard } from './prepare-survey'
import { wantsSecureChannel } from './secure-place'
import { eachOnce, type Place, showKeys, showKeysSecurely } from './unlock'

/**
 * What would be done to a card, from what is on it now, behind the PIN of its holder where somebody tells it. Nothing
 * on the card changes; a PIN that it took is left to the job that does it. Fails with `card.cannot-prepare` and says what is
 * missing, with `card.needs-pin` and as `heldBy` does.
 */
export async function planFor(card: Card, wish: Preparation, pins: HolderPins): Promise<readonly PreparationStep[]> {
  const held = heldBy(card, { ...pins, forgetPin: () => undefined })
  try {
    return await held.reading(async () => planPreparation(await surveyCard(held.card, identifiers), wish).map(told))
  } catch (error) {
    if (card.iccid !== undefined) pins.forgetPin(card.iccid)
    throw error
  } finally {
    held.close()
  }
}

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
  const wanted = eachOnce(steps.flatMap(({ keys }) => keys))
  const secured = steps.find((step) => wantsSecureChannel(ruleFor(survey, step)))
  if (secured) await showKeysSecurely(card, card.channel, { path: hex(secured.path), wanted }, key)
  else await showKeys(card, placeOf(card, survey), wanted, key)
  await onTouch()
  // A secure channel ends when its application is selected anew.
  await carryOut(card, steps, { home: survey.application?.home, current: secured ? 'here' : 'elsewhere' })
  return steps.map(told)
}

/** A key of the application is one of no card that has none yet. */
const placeOf = ({ channel }: Card, { application }: Survey): Place =>
  application
    ? pkcs15At(channel, application.home, { current: 'elsewhere' })
    : { channel, enter: () => Promise.reject(unsuitable('application that the card key belongs to')) }

/** What the card says about a step, where it is about a file that was there before. */
function ruleFor({ application, files, directories, odf, tokenInfo }: Survey, step: Step): Rule | undefined {
  if (step.does === 'make' || step.does === 'list') return undefined
  if (step.does === 'create') return application?.access.rules['create EF']
  const all = [...files.values(), ...directories, ...[odf, tokenInfo].flatMap((file) => file ?? [])]
  const found = all.find(({ path }) => areEqual(path, step.path))
  return found?.access.rules[step.does === 'enlarge' ? 'resize' : 'update']
}
