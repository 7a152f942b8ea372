// An inbox over a real store, with a clock and a register of what was ordered; and requests as any program sends them.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll } from 'vitest'
import { createInbox } from '../../../electron/intake/inbox'
import { createInboxStore } from '../../../electron/records/inbox'
import { ownerOf } from '../../../electron/records/owner'
import { openDatabase } from '../../../electron/records/sqlite'
import { Failed } from '../../../shared/failure'
import { type DeviceId, parseDevice } from '../../../shared/identity/device'
import type { Cause } from '../../../shared/intake/cause'
import type { Arrival } from '../../../shared/intake/entry'
import { parsePhone } from '../../../shared/intake/phone'
import { JobId } from '../../../shared/job'
import { rulesWith } from '../../shared/intake/support'

/** A directory that is gone after the tests. */
export function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bootstation-intake-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export const imei = '490154203237518'
export const device = parseDevice(`imei:${imei}`)
export const phone = parsePhone('+491701234567')
export const sold = (over: Partial<Arrival> = {}): Arrival => ({
  ...{ evidence: 'till', reference: 'A-1', device, phone, marks: [], seenAt: Date.UTC(2026, 10, 22) },
  ...over,
})

export type Ordered = { readonly device: DeviceId; readonly cause: Cause; readonly job: JobId }

export function openInbox(given: unknown = undefined, dir = freshDir(), laterMs = 0) {
  const clock = { at: Date.UTC(2026, 10, 22, 12) + laterMs }
  const ordered: Ordered[] = []
  const audited: { readonly act: string; readonly detail: string }[] = []
  const said: string[] = []
  const forgotten: number[] = []
  const fails = { with: undefined as Error | undefined }
  const rules = rulesWith(given)
  const now = () => clock.at
  const audit = (act: string, detail: string) => void audited.push({ act, detail })
  const log = (line: string) => void said.push(line)
  const store = createInboxStore(openDatabase(join(dir, 'intake.db')), true)
  const register = async (device: DeviceId, cause: Cause, job: JobId): Promise<void> => {
    if (fails.with) throw fails.with
    ordered.push({ device, cause, job })
  }
  const newId = (): JobId => JobId.parse(randomUUID())
  const forget = (before: number) => void forgotten.push(before)
  const inbox = createInbox({ store, rules, forget, register, newId, audit, owner: ownerOf(process.pid), now, log })
  const all = () => inbox.search({ text: '', state: [], limit: 500, offset: 0 }).entries
  return { inbox, all, forgotten, store, rules, ordered, audited, said, fails, clock, now, audit, log, dir }
}

export type Sent = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** One request on a connection of its own. */
export const send = (
  url: string,
  method: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, async (response) =>
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }),
    )
    sent.on('error', reject)
    sent.end(body)
  })

/** A body without its length before it, whole or not yet. */
export function sendPart(url: string, headers: Readonly<Record<string, string>>, part: string, isWhole: boolean) {
  const sent = request(url, { method: 'POST', headers: { ...headers, 'transfer-encoding': 'chunked' }, agent: false })
  const status = new Promise<number>((resolve) => {
    sent.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', () => resolve(0))
  })
  sent.write(part)
  if (isWhole) sent.end()
  return { status, end: () => sent.destroy() }
}

export const failureOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error instanceof Failed ? error.failure : error
  }
}
