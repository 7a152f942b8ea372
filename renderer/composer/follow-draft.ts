import { coalesced } from '../jobs/coalesced'
import { usePlace } from '../place/store'
import { useReaders } from '../readers/store'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { useStation } from '../station/store'
import { templateNow } from '../wizard/template'
import { compare, useCompare } from './compare'
import { composed, composedBehind, composedForgotten, notComposed, useComposed } from './composed'
import { draftOf, formTold, scanOf, templateAsked, useDraft } from './draft'
import { sameNode, useHere } from './here'
import { roomTold, useLimit } from './limit'
import { revealEnded } from './reveal'

/** Keeps the message up with its form, the room with its card, and secrets off the screen. */
export function followDraft(): void {
  const make = coalesced(composeDraft)
  const differ = coalesced(compare)
  const measure = coalesced(askRoom)

  useDraft.subscribe((now, before) => {
    revealEnded()
    if (now.template !== before.template) void askForm(now.template)
    make()
    differ()
  })
  useCompare.subscribe((now, before) => {
    if (now.isOpen !== before.isOpen || now.against !== before.against) differ()
  })
  useLimit.subscribe((now, before) => {
    if (now.measure !== before.measure) measure()
  })
  useReaders.subscribe((now, before) => {
    if (cardAt(now.readers) !== cardAt(before.readers)) measure()
  })
  usePlace.subscribe(({ place }) => {
    if (place !== 'composer') revealEnded()
    else if (useDraft.getState().template === undefined) askUsualTemplate()
    else if (useDraft.getState().form === undefined) void askForm(useDraft.getState().template)
  })
  useHere.subscribe((now, before) => {
    if (now.at !== before.at) revealEnded()
  })
}

/** The template last used at this window, else the first. */
function askUsualTemplate(): void {
  const name = templateNow()?.name ?? useStation.getState().state?.templates[0]?.name
  if (name !== undefined) templateAsked(name)
}

async function askForm(template: string | undefined): Promise<void> {
  composedForgotten()
  if (template === undefined) return
  const answer = await answerOf(station.template.get({ template }))
  if (useDraft.getState().template !== template) return
  if (answer.ok) formTold(answer.value)
  else notComposed(answer.failure)
}

/** What was typed meanwhile is asked for again, and is what counts. */
async function composeDraft(): Promise<void> {
  const view = useDraft.getState()
  const draft = draftOf(view)
  // What is to be said of a template that has no form stays.
  if (view.form === undefined) return
  if (draft === undefined) return scanOf(view) === undefined ? composedForgotten() : composedBehind()
  const answer = await answerOf(station.message.compose(draft))
  if (useDraft.getState() !== view) return
  if (!answer.ok) return notComposed(answer.failure)
  const before = useComposed.getState().composition?.outline.nodes ?? []
  composed(answer.value)
  const at = sameNode(before, answer.value.outline.nodes, useHere.getState().at)
  useHere.setState({ at, over: undefined })
}

type Readers = ReturnType<typeof useReaders.getState>['readers']

/** Tells one card in the measured reader from another. */
function cardAt(readers: Readers): string | undefined {
  const { measure } = useLimit.getState()
  const reader = typeof measure === 'object' ? readers.find(({ name }) => name === measure.reader) : undefined
  return reader && `${reader.card} ${reader.iccid ?? ''}`
}

async function askRoom(): Promise<void> {
  const { measure } = useLimit.getState()
  if (typeof measure !== 'object') return
  const answer = await answerOf(station.card.inspect({ reader: measure.reader }))
  if (useLimit.getState().measure !== measure) return
  if (!answer.ok) return roomTold({ kind: 'failed', failure: answer.failure })
  const [file] = answer.value.bootstrap
  roomTold(file === undefined ? { kind: 'no-file' } : { kind: 'has', sizeBytes: file.sizeBytes })
}
