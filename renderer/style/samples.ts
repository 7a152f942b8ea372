import type { NoticeKind } from '../parts/notice'

export const kinds = [undefined, 'act', 'plain'] as const

const notices: readonly NoticeKind[] = ['fail', 'error', 'wait', 'act', 'note']

export const samples = {
  notices,
  long: 'Eine sehr lange Aufschrift, wie sie in anderen Sprachen vorkommt',
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
