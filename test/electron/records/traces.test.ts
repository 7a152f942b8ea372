import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTraces } from '../../../electron/records/traces'
import { JobId } from '../../../shared/job'
import { failureOf } from '../../support/outcomes'

let home: string
let folder: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'traces-'))
  folder = join(home, 'traces')
})
afterEach(() => rmSync(home, { recursive: true }))

const jobOf = (number: number): JobId => JobId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const nowMs = Date.parse('2026-11-22T00:00:00Z')
const open = (log: string[] = []) => createTraces({ folder, now: () => nowMs, log: (line) => log.push(line) })
const on = { trace: 'power', ms: 0, is: 'on', atr: '3B00' } as const
const off = { trace: 'power', ms: 2, is: 'off' } as const
const apdu = { trace: 'apdu', ms: 1, tookMs: 0.5, c: '00A4000C023F00', r: '9000' } as const

test('what was noted reads back, stay after stay, and is for its user only', () => {
  const traces = open()
  for (const code of ['card.removed', undefined]) {
    const recording = traces.begin(jobOf(1), 'Reader 1')
    for (const line of [on, apdu, off]) recording.note(line)
    recording.end(code)
  }
  const begun = { trace: 'begun', form: 1, at: '2026-11-22T00:00:00.000Z', reader: 'Reader 1', job: jobOf(1) }
  expect(traces.read(jobOf(1))).toEqual([
    ...[begun, on, apdu, off, { trace: 'ended', ms: 0, code: 'card.removed' }],
    ...[begun, on, apdu, off, { trace: 'ended', ms: 0 }],
  ])
  expect(statSync(join(folder, `${jobOf(1)}.jsonl`)).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('nothing is written while a card is spoken to, and all of it once the card is lost', () => {
  const traces = open()
  const recording = traces.begin(jobOf(1), 'Reader 1')
  for (const line of [on, apdu, apdu]) recording.note(line)
  expect(traces.read(jobOf(1))).toBeUndefined()
  recording.note({ trace: 'lost', ms: 3, c: '00B0000010', code: 'card.mute' })
  expect(traces.read(jobOf(1))).toHaveLength(5)
})

test('a job without a trace has none, and what is no trace is said to be none', () => {
  const traces = open()
  expect(traces.read(jobOf(7))).toBeUndefined()
  traces.begin(jobOf(1), 'R').end()
  writeFileSync(join(folder, `${jobOf(2)}.jsonl`), '{"trace":"apdu"}\n')
  expect(failureOf(() => traces.read(jobOf(2)))).toMatchObject({ code: 'disk.failed' })
})

test('traces go after seven days, those of failures after thirty, and of many only the last two hundred stay', () => {
  const traces = open()
  const age = (job: number, days: number) => {
    const time = new Date(nowMs - days * 86_400_000)
    utimesSync(join(folder, `${jobOf(job)}.jsonl`), time, time)
  }
  for (let job = 1; job <= 205; job++) {
    traces.begin(jobOf(job), 'R').end(job % 2 === 0 ? 'card.mute' : undefined)
    age(job, job / 1000)
  }
  const aged = [
    [301, 8, undefined],
    [302, 8, 'card.refused'],
    [303, 31, 'card.refused'],
  ] as const
  for (const [job, days, code] of aged) {
    traces.begin(jobOf(job), 'R').end(code)
    age(job, days)
  }
  open().begin(jobOf(400), 'R').end()
  const left = readdirSync(folder).map((name) => Number(name.slice(24, 36)))
  expect(left).not.toContain(301)
  expect(left).toContain(302)
  expect(left).not.toContain(303)
  expect([201, 203, 205].filter((job) => left.includes(job))).toEqual([])
  expect([1, 199, 202, 204, 400].filter((job) => !left.includes(job))).toEqual([])
})

test('a folder that cannot be written is for the log, not for the job', () => {
  const log: string[] = []
  writeFileSync(folder, 'not a folder')
  chmodSync(folder, 0o600)
  const recording = open(log).begin(jobOf(1), 'R')
  recording.end()
  expect(log.join()).toMatch(/traces: E(NOTDIR|EXIST)/)
})
