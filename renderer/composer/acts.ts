import { bestScan } from '../keys/best-scan'
import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
import { compareClosed, compareToggled, useCompare } from './compare'
import { useComposed } from './composed'
import { deviceFieldId } from './device-field'
import { deviceTyped } from './draft'
import { nodeChosen, type Step, stepFrom, useHere } from './here'
import { reveal, revealAsked, revealEnded, useReveal } from './reveal'
import { reasonFieldId } from './reveal-bar'

const steps: Readonly<Record<string, Step>> = {
  ArrowDown: 'next',
  ArrowUp: 'former',
  ArrowRight: 'in',
  ArrowLeft: 'out',
  Home: 'first',
  End: 'last',
}

/** On the composer page a scan sets the device, the arrows walk through the message, and what is typed goes to its field. */
export const composerActs: KeyActs = {
  scanned: (text) => {
    deviceTyped(bestScan(deviceField()?.value ?? '', text))
    deviceField()?.focus()
    deviceField()?.select()
  },
  typed: toField,
  numbered: () => undefined,
  erased: toField,
  onward: () => {
    if (!isAsked()) return false
    void reveal()
    return true
  },
  back,
  named,
}

const deviceField = (): HTMLInputElement | null =>
  document.querySelector<HTMLInputElement>(`[data-field="${deviceFieldId}"]`)

const reasonField = (): HTMLElement | null => document.querySelector<HTMLElement>(`#${reasonFieldId}`)

/** A secret was asked for: its reason is what Enter is for, wherever the focus is. */
const isAsked = (): boolean => useReveal.getState().view.step === 'reason'

/** A key with nothing to go to is the beginning of a device, or of the reason that is asked; the field gets the focus before the key, and so the key itself. */
function toField(): boolean {
  if (document.activeElement === document.body) (isAsked() ? reasonField() : deviceField())?.focus()
  return false
}

function back(): boolean {
  if (useReveal.getState().view.step !== 'none') revealEnded()
  else if (useCompare.getState().isOpen) compareClosed()
  else placeChosen('wizard')
  return true
}

function named(key: string): boolean {
  if (key === 'F8') compareToggled()
  else if (key === 'F7') return askSecret()
  else return walk(steps[key])
  return true
}

function askSecret(): boolean {
  const { at } = useHere.getState()
  const node = at === undefined ? undefined : nodes()[at]
  if (at === undefined || node?.isSecret !== true) return false
  revealAsked(at)
  return true
}

/** Where nothing else has the focus the arrows begin to walk in the first pane. */
function walk(step: Step | undefined): boolean {
  const focused = document.activeElement
  const isInPane = focused?.matches('[data-pane]') === true
  if (step === undefined || (!isInPane && focused !== document.body)) return false
  if (!isInPane) document.querySelector<HTMLElement>('[data-pane=xml]')?.focus()
  const to = stepFrom(nodes(), useHere.getState().at, step)
  if (to !== undefined) nodeChosen(to)
  return true
}

const nodes = () => useComposed.getState().composition?.outline.nodes ?? []
