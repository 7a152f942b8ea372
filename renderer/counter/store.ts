import { create } from 'zustand'
import { type DeviceId, identityOf } from '../../shared/identity/device'
import { readScan, type Scan } from '../../shared/identity/scan'
import type { Phone } from '../../shared/intake/phone'
import { againEntered, againErased, againTyped, provingOf } from '../scan/proving'
import { scannedPhone, typedPhone } from './phone'
import { type CardState, type CounterState, type DeviceState, type NumberState, nobody } from './state'

const longest = 64

export const useCounter = create<{ readonly at: CounterState }>()(() => ({ at: nobody }))

export const at = (): CounterState => useCounter.getState().at
export const go = (next: CounterState): void => useCounter.setState({ at: next })

export const nextCustomer = (): void => go(nobody)

export const deviceTaken = (device: DeviceId): void =>
  go({ step: 'number', device, typed: '', isRefused: false, refused: undefined })

export const toCard = (device: DeviceId, phone: Phone | undefined, scannedAt?: number): void =>
  go({
    step: 'card',
    device,
    phone,
    scannedAt,
    reader: undefined,
    asked: undefined,
    preview: undefined,
    refused: undefined,
    failure: undefined,
    pinFor: undefined,
    yes: undefined,
  })

/** A scan on any step but a sale that runs. Whatever device it is, it is the next one to be set up. */
export function scanned(text: string, now: number): void {
  const state = at()
  const scan = readScan(text)
  if (state.step === 'number' && scan.kind !== 'device') numberScanned(state, text, scan, now)
  else if (scan.kind === 'device') deviceTaken(scan.device)
  else if (state.step === 'card') go({ ...state, refused: scan })
  else go({ ...nobody, typed: scan.kind === 'several' ? '' : text.trim().slice(0, longest), scan })
}

/** What a hand typed is told twice. */
const asked = (device: DeviceId): void => go({ ...nobody, typed: identityOf(device).value, proving: provingOf(device) })

/** Nothing in a number tells whether it is whole: a piece of one goes to what has come of it so far. */
function numberScanned(state: NumberState, text: string, scan: Scan, now: number): void {
  const phone = scannedPhone(text, scan) ?? (state.typed === '' ? undefined : scannedPhone(state.typed + text))
  if (phone !== undefined) toCard(state.device, phone, now)
  else if (scan.kind === 'unknown' && /^\+?\d+$/.test(text)) numberTyped(state, state.typed + text)
  else go({ ...state, refused: scan })
}

/** A scanner that stopped inside a number goes on with it, and its Enter is for the whole. */
const restMs = 1500

function restTyped({ device, phone, scannedAt }: CardState, key: string, now: number): void {
  if (phone === undefined || scannedAt === undefined || now - scannedAt > restMs || !/\d/.test(key)) return
  go({ step: 'number', device, typed: phone + key, isRefused: false, refused: undefined })
}

export function keyTyped(key: string, now: number): void {
  const state = at()
  if (state.step === 'card') restTyped(state, key, now)
  if (state.step === 'device') deviceTyped(state, key)
  if (state.step === 'number' && /[\d+ ()/.-]/.test(key)) numberTyped(state, state.typed + key)
}

function deviceTyped({ typed, scan, proving }: DeviceState, key: string): void {
  if (proving !== undefined) go({ ...nobody, typed, proving: againTyped(proving, key) })
  else go({ ...nobody, typed: (scan === undefined ? typed + key : key).slice(0, longest) })
}

export function keyErased(): void {
  const state = at()
  if (state.step === 'device') deviceErased(state)
  if (state.step === 'number') numberTyped(state, state.typed.slice(0, -1))
}

function deviceErased({ typed, scan, proving }: DeviceState): void {
  if (proving !== undefined && proving.again !== '') go({ ...nobody, typed, proving: againErased(proving) })
  else if (proving !== undefined) go({ ...nobody, typed })
  else go({ ...nobody, typed: scan === undefined ? typed.slice(0, -1) : '' })
}

/** Enter behind what a hand typed: a device is asked for again, anything else is said at once. */
export function deviceEntered({ typed, scan, proving }: DeviceState, now: number): void {
  const read = readScan(typed)
  const told = proving && againEntered(proving)
  if (scan?.kind === 'device') deviceTaken(scan.device)
  else if (typed === '') nextCustomer()
  else if (typeof told === 'string') deviceTaken(told)
  else if (told !== undefined) go({ ...nobody, typed, proving: told })
  else if (read.kind === 'device') asked(read.device)
  else scanned(typed, now)
}

const numberTyped = (state: NumberState, typed: string): void =>
  go({ ...state, typed: typed.slice(0, longest), isRefused: false, refused: undefined })

/** The Enter behind a scan leaves nothing out: whoever has no number says so. */
export function numberEntered(state: NumberState): void {
  const phone = typedPhone(state.typed)
  if (phone !== undefined) toCard(state.device, phone)
  else if (state.typed.trim() !== '') go({ ...state, isRefused: true })
}

/** Without a number there has to be a card. */
export function numberLeftOut(state: NumberState): void {
  if (state.typed.trim() === '') toCard(state.device, undefined)
}

/** One step back, with what was given there. */
export function backFrom(state: CounterState): void {
  if (state.step === 'card')
    go({ step: 'number', device: state.device, typed: state.phone ?? '', isRefused: false, refused: undefined })
  else if (state.step === 'number')
    go({ ...nobody, typed: identityOf(state.device).value, scan: { kind: 'device', device: state.device } })
  else nextCustomer()
}

/** A message that was not made is asked for again. */
export function readerNamed(reader: string): void {
  const state = at()
  if (state.step !== 'card' || state.yes === 'ordered') return
  const isUnmade = state.failure !== undefined && state.preview === undefined
  go({ ...state, reader, failure: undefined, ...(isUnmade && { asked: undefined }) })
}

export const cardChanged = (before: CardState, change: Partial<CardState>): CardState => {
  const after = { ...before, ...change }
  go(after)
  return after
}
