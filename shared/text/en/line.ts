import type { RejectReason } from '../../batch'
import type { Elsewhere, NextAct } from '../../lane'
import type { Verdict } from '../../verdict'
import { clock, count, number, percent, seconds, span } from './figures'

const all = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const named = (lanes: readonly number[]): string => all.format(lanes.map(String))

const takeOut: Readonly<Record<Verdict, (lane: number) => string>> = {
  PASS: (lane) => `Take the card out of ${lane}`,
  FAIL: (lane) => `Put the card from ${lane} in tray A`,
  ERROR: (lane) => `Leave lane ${lane} to a technician`,
  WAIT: (lane) => `Put the card from ${lane} in the hold tray`,
}

const apart = (lane: number, { batch }: Elsewhere) =>
  `Keep the card from ${lane} apart (${batch === undefined ? 'no batch' : `batch ${batch}`})`

export const line = {
  title: 'Line',
  lanes: 'Lanes as they stand on the table',
  tile: (lane: number, word: string) => `Lane ${lane}: ${word}`,
  ready: 'Ready',
  word: {
    asleep: 'Off',
    empty: 'Insert card',
    over: 'Empty',
    reading: 'Reading',
    wantsDevice: 'Scan device',
    resting: 'Card in',
  },
  verb: {
    asleep: 'Starts nothing',
    empty: 'Chip side down',
    over: 'No more cards',
    leave: 'Leave card in',
    wantsDevice: 'For this card',
    resting: 'Not begun',
    putBack: 'Put card back',
    reseat: 'Take out, put back',
    apart: 'Keep it apart',
    done: {
      PASS: 'Take card out',
      FAIL: 'Card to tray A',
      ERROR: 'Call a technician',
      WAIT: 'To hold tray',
    } satisfies Record<Verdict, string>,
  },
  elsewhere: (batch: string | undefined) =>
    batch === undefined ? 'Of no batch, not counted here' : `Of batch ${batch}, not counted here`,
  why: {
    PASS: undefined,
    FAIL: 'Set aside by a person',
    ERROR: 'The station ended inside this job',
    WAIT: 'Good, but not registered yet',
  } satisfies Record<Verdict, string | undefined>,
  ago: (ms: number) => `${span(ms)} ago`,
  counts: {
    label: 'Batch',
    batch: (batch: string) => `Batch ${batch}`,
    toGo: (left: number, readyAt: number | undefined) =>
      readyAt === undefined ? `${number(left)} to go` : `${number(left)} to go, ready about ${clock(readyAt)}`,
    done: 'All done',
    of: (issued: number) => `of ${number(issued)} good`,
    progress: (good: number, issued: number) => `${number(good)} of ${number(issued)} good`,
    yield: 'Yield, first try',
    takt: 'Time per card',
    rejects: 'Set aside',
    cards: 'cards',
    waiting: (waiting: number) => `${count(waiting, 'waits', 'wait')} for the server`,
    rate: 'Rate',
    hourly: 'an hour',
    number,
    percent,
    seconds,
  },
  next: {
    label: 'What to do next',
    act: (next: NextAct, isMore: boolean): string => {
      switch (next.act) {
        case 'none':
          return 'Nothing to do. The station works.'
        case 'insert':
          return `Insert a card in ${next.lane}.`
        case 'take-out':
          return `${next.elsewhere ? apart(next.lane, next.elsewhere) : takeOut[next.verdict](next.lane)}${isMore ? ', then insert a new one.' : '.'}`
        case 'put-back':
          return `Put the same card back in ${next.lane}.`
        case 'reseat':
          return `Take the card out of ${next.lane} and put it in again.`
        case 'scan-device':
          return `Scan the device for the card in ${next.lane}.`
        case 'start':
          return 'Start the batch.'
        case 'arm':
          return 'Switch auto-start on.'
        case 'resume':
          return next.why === 'paused' ? 'The batch is paused.' : 'The batch stopped itself.'
        case 'close':
          return 'Every piece is done. Close the batch.'
      }
    },
    /** What comes after that, as far as it can be seen. */
    after: (takeOuts: readonly number[], empty: readonly number[], broken: readonly number[]): string => {
      const out =
        takeOuts.length === 1 ? `take the card out of ${named(takeOuts)}` : `take the cards out of ${named(takeOuts)}`
      const free = empty.length === 1 ? `Lane ${named(empty)} is free.` : `Lanes ${named(empty)} are free.`
      return [
        ...(takeOuts.length > 0 ? [`After that: ${out}.`] : []),
        ...(empty.length > 0 ? [free] : []),
        ...(broken.length > 0 ? [`Call a technician to ${named(broken)}.`] : []),
      ].join(' ')
    },
    below: {
      none: undefined,
      start: 'No card is touched yet.',
      arm: 'Then every card that goes in is written by itself.',
      stopped: undefined,
      paused: 'Cards that are in are finished. No new one is begun.',
      close: 'Good, set aside and unused come out even.',
    },
    noBatch: 'Choose a batch to work on.',
    noBatchBelow: 'The line works on one batch at a time.',
    closed: 'This batch is closed.',
    closedBelow: 'Choose the next one.',
  },
  arm: {
    on: 'Auto-start on',
    off: 'Auto-start off',
    ask: 'Cards will be written as soon as they go in. Start by itself?',
    below: 'Every lane of this batch, until it is paused or the station is closed.',
    yes: 'Yes, start by itself',
    no: 'No',
  },
  acts: {
    start: 'Start',
    pause: 'Pause',
    resume: 'Go on',
    close: 'Close the batch',
    choose: 'Choose a batch',
    arm: 'Switch on',
  },
  story: {
    of: (lane: number) => `Story of lane ${lane}`,
    device: 'Device',
    card: 'Card',
    reader: 'Reader',
    reject: 'Set aside',
    close: 'Close',
    why: 'Why is it set aside?',
    phase: { waiting: 'not yet', running: 'now', done: 'done', failed: 'failed', interrupted: 'interrupted' },
  },
  reason: {
    card: 'Card',
    write: 'Writing',
    verify: 'Read back',
    rehearsal: 'Rehearsal',
    server: 'DM Server',
    label: 'Label',
    damaged: 'Damaged',
    other: 'Other',
  } satisfies Record<RejectReason, string>,
  readers: (answering: number, all: number) =>
    answering === all ? count(all, 'reader', 'readers') : `${number(answering)} of ${count(all, 'reader', 'readers')}`,
  clock,
  sound: { on: 'Sound on', off: 'Sound off' },
  noReaders: 'No reader is connected.',
  noReadersBelow: 'Plug one in. Its lane appears here by itself.',
  starting: 'The line is being looked at.',
}
