import { BatchId } from '../../shared/batch'
import { parseDevice } from '../../shared/identity/device'
import { JobId } from '../../shared/job'
import type { Lane, LaneAt } from '../../shared/lane'
import type { NoticeKind } from '../parts/notice'
import { text } from '../text'

export const kinds = [undefined, 'act', 'plain'] as const

const notices: readonly NoticeKind[] = ['fail', 'error', 'wait', 'act', 'note']

export const samples = {
  notices,
  long: text.line.arm.ask,
}

export const sizes = ['xs', 's', 'm', 'l', 'xl', '2xl', '3xl', 'verdict'] as const

/** Which ink may stand on which ground. */
export const inks = [
  { ink: 'ink', on: 'canvas' },
  { ink: 'ink-2', on: 'canvas' },
  { ink: 'ink-3', on: 'canvas' },
  { ink: 'pass-text', on: 'surface' },
  { ink: 'fail-text', on: 'surface' },
  { ink: 'caution-text', on: 'surface' },
  { ink: 'on-act', on: 'act' },
  { ink: 'on-pass', on: 'pass' },
  { ink: 'on-fail', on: 'fail' },
  { ink: 'on-error', on: 'error' },
  { ink: 'on-wait', on: 'wait' },
] as const

const job = JobId.parse('00000000-0000-4000-8000-000000000001')
const piece = { iccid: '8949020000123447167', device: parseDevice('imei:356938035643809') }
const since = Date.now() - 130_000
const reader = 'Virtual PCD 00 00'

/** A lane in each state that it has a face for. */
const states: readonly LaneAt[] = [
  { at: 'take-out', job, verdict: 'PASS', since, tookMs: 9100, ...piece },
  {
    at: 'take-out',
    job,
    verdict: 'FAIL',
    since,
    failure: { code: 'card.too-small', needBytes: 412, haveBytes: 256 },
    ...piece,
  },
  { at: 'trouble', since, failure: { code: 'reader.lost', reader } },
  { at: 'take-out', job, verdict: 'WAIT', since, ...piece },
  { at: 'take-out', job, verdict: 'PASS', since, elsewhere: { batch: BatchId.parse('B-2026-16') }, ...piece },
  { at: 'empty' },
  { at: 'reading' },
  { at: 'working', job, phase: 'write', ...piece },
  { at: 'wants-device', since, iccid: piece.iccid },
  { at: 'resting', iccid: piece.iccid },
  { at: 'asleep' },
]
export const lanes: readonly Lane[] = states.map((lane, at) => ({ number: at + 1, reader, lane }))
