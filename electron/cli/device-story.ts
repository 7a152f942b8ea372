import { en } from '../../shared/text/en'
import type { DeviceTold } from '../device/run'
import { exit, type Io } from './command'

type Outcome = 'PASS' | 'FAIL' | 'WAIT'

/** An account, and every session that was asked for; a device that still waits has not failed. */
function outcomeOf({ device, accounts, sessions, wakeAtMs }: DeviceTold): Outcome {
  if (accounts.length > 0) return sessions.every(({ result }) => result === 'done') ? 'PASS' : 'FAIL'
  return device.stage === 'locked' || wakeAtMs !== undefined ? 'WAIT' : 'FAIL'
}

const codes: Readonly<Record<Outcome, number>> = { PASS: exit.pass, FAIL: exit.fail, WAIT: exit.unsettled }

/** PASS, FAIL, or not settled. */
export const codeOf = (told: DeviceTold): number => codes[outcomeOf(told)]

/** Tells what became of a device, in data and in words; answers with the exit code. */
export function tellDevice(told: DeviceTold, { out, answer }: Pick<Io, 'out' | 'answer'>): number {
  const { tried, accounts, sessions, wakeAtMs } = told
  const outcome = outcomeOf(told)
  const wakeAt = wakeAtMs === undefined ? undefined : new Date(wakeAtMs).toISOString()
  out({ outcome, tried, accounts, ...(sessions.length > 0 && { session: sessions }), ...(wakeAt && { wakeAt }) })
  answer(outcome)
  for (const { way, result, why } of tried) answer(en.device.tried(way, result, why))
  for (const { serverId, url } of accounts) answer(en.device.obeys(serverId, url))
  if (accounts.length === 0) answer(outcome === 'WAIT' ? en.device.waits : en.device.obeysNobody)
  for (const { serverId, messages, why } of sessions)
    answer(why === undefined ? en.device.met(serverId, messages ?? 0) : en.device.notMet(serverId, why))
  if (wakeAt) answer(en.device.asksAgain(wakeAt))
  return codeOf(told)
}
