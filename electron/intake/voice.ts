// The voice prompt: an exchange calls over FastAGI, the caller keys in the device's number, hears it and confirms it.
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { Failed } from '../../shared/failure'
import { endLine } from '../../shared/fault-line'
import { identityOf } from '../../shared/identity/device'
import { isCallerScreened, longestLine, mostFacts } from '../../shared/intake/agi'
import { imeiOfKeys } from '../../shared/intake/imei'
import { type Phone, parsePhone } from '../../shared/intake/phone'
import { prompts } from '../../shared/intake/prompts'
import type { IntakeRules } from '../../shared/intake/rules'
import { createBudget } from './budget'
import { type Call, receiveCall } from './exchange-call'
import type { Inbox } from './inbox'
import { linesOf } from './lines'
import { type Listening, listenTcp, type Place } from './listener'

export type VoiceDeps = {
  readonly inbox: Pick<Inbox, 'take'>
  readonly rules: IntakeRules
  readonly audit: (act: string, detail: string) => void
  readonly now: () => number
  readonly log: (line: string) => void
}

const hourMs = 3_600_000

/** AGI proves nothing about who calls it, so it is heard on loopback. Fails with `request.invalid` where the port is taken. */
export function serveVoice(port: number, deps: VoiceDeps): Promise<Listening> {
  const { rules, now } = deps
  const calls = createBudget({ most: rules.voice.callsPerNumberPerHour, perMs: hourMs, now })
  const isAllowed = (number: string): boolean => {
    if (calls.spend(number)) return true
    deps.audit('intake.limit', JSON.stringify({ source: 'voice', limit: 'calls per number' }))
    return false
  }
  const place: Place = { host: '127.0.0.1', port }
  return listenTcp(place, rules.voice.callsAtOnce, (socket) => void answerCall(socket, isAllowed, deps))
}

async function answerCall(socket: Socket, isAllowed: (number: string) => boolean, deps: VoiceDeps): Promise<void> {
  const end = deps.now() + deps.rules.voice.callMs
  const lines = linesOf(socket, longestLine, mostFacts * 2)
  try {
    const call = await receiveCall(lines, () => end - deps.now())
    if (!call) return
    await talk(call, isAllowed, deps)
    await call.hangUp()
  } catch (error) {
    const isOver = error instanceof Failed && error.failure.code === 'request.invalid'
    if (!isOver) deps.log(endLine('intake: a call could not be kept', error))
  } finally {
    lines.end()
  }
}

/** Nothing is taken before the caller has heard it and said yes. What becomes of it is not told. */
async function talk(call: Call, isAllowed: (number: string) => boolean, deps: VoiceDeps): Promise<void> {
  const { rules, inbox, now } = deps
  const caller = callerOf(call, rules.countryCode)
  if (!isAllowed(caller ?? 'unknown')) return
  await call.answer()
  await call.play(prompts.welcome)
  const device = await confirmed(call, rules, prompts.device, 15, imeiOfKeys, (imei) => identityOf(imei).value)
  if (!device) return void (await call.play(prompts.goodbye))
  const keyed = caller ?? (await confirmed(call, rules, prompts.phone, 15, phoneOfKeys(rules), (phone) => phone))
  if (!keyed) return void (await call.play(prompts.goodbye))
  const isProven = caller !== undefined && isCallerScreened(call.facts)
  const evidence = isProven ? 'caller' : 'caller-unproven'
  // An exchange numbers its calls; two exchanges may number them alike, so the number is not the reference.
  inbox.take({ evidence, reference: randomUUID(), device, phone: keyed, marks: [], seenAt: now() })
  await call.play(prompts.thanks)
}

function callerOf({ facts }: Call, countryCode: string | undefined): Phone | undefined {
  const number = facts.get('callerid') ?? ''
  return /\d/.test(number) ? accepted(() => parsePhone(number, countryCode)) : undefined
}

/** Without a plus on the keys, a number begins with 00, with the zero of its country, or with its country code. */
const phoneOfKeys =
  ({ countryCode }: IntakeRules) =>
  (digits: string): Phone =>
    parsePhone(digits, countryCode)

/** Asks until what was keyed in can be one and the caller said 1 to it; undefined when the tries are used up. */
async function confirmed<T extends string>(
  call: Call,
  { voice }: IntakeRules,
  prompt: string,
  most: number,
  read: (digits: string) => T,
  spoken: (value: T) => string,
): Promise<T | undefined> {
  for (let tries = 0; tries < voice.triesPerCall; tries++) {
    const digits = await call.keys(prompt, most)
    const value = accepted(() => read(digits))
    if (value === undefined) {
      await call.play(prompts.again)
      continue
    }
    await call.play(prompts.entered)
    const early = await call.sayDigits(spoken(value))
    const said = early === '1' || early === '2' ? early : await call.keys(prompts.confirm, 1)
    if (said === '1') return value
  }
  return undefined
}

function accepted<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'request.invalid') return undefined
    throw error
  }
}
