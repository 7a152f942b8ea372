import type { Counts, RejectReason } from '../../batch'
import type { Elsewhere, NextAct } from '../../lane'
import type { Verdict } from '../../verdict'
import { clock, count, number, percent, seconds, span } from './figures'

/** Lanes by what hands do there. */
type After = Readonly<Record<'tray' | 'out' | 'hold' | 'scan' | 'free' | 'broken', readonly number[]>>

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
    empty: 'Insert card',
    over: 'Done',
    reading: 'Reading',
    wantsDevice: 'Scan device',
    resting: 'Card in',
  },
  verb: {
    empty: 'Chip side down',
    over: 'Insert no card',
    leave: 'Leave card in',
    wantsDevice: 'It gets this card',
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
  /** Why no card is begun by itself: the word of an empty lane, what to do there, and why a card that is in waits. */
  held: {
    'no-batch': { word: 'No batch', verb: 'Insert no card yet', waits: 'Waits: no batch chosen' },
    ready: { word: 'Not started', verb: 'Insert no card yet', waits: 'Waits: not started' },
    unarmed: { word: 'Off', verb: 'Auto-start is off', waits: 'Waits: auto-start off' },
    paused: { word: 'Paused', verb: 'Insert no card now', waits: 'Waits: batch is paused' },
    stopped: { word: 'Stopped', verb: 'Insert no card now', waits: 'Waits: batch stopped' },
    closed: { word: 'Closed', verb: 'Insert no card', waits: 'Take card out' },
  },
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
    done: 'None to go',
    of: (issued: number) => `of ${number(issued)} good`,
    progress: (good: number, issued: number) => `${number(good)} of ${number(issued)} good`,
    yield: 'Yield, first try',
    takt: 'One card every',
    rejects: 'Set aside',
    cards: 'cards',
    waiting: (waiting: number) => `${count(waiting, 'waits', 'wait')} for the server`,
    rate: 'Good cards',
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
          return 'Every card is accounted for. Close the batch.'
      }
    },
    /** What comes after that, as far as it can be seen. */
    after: ({ tray, out, hold, scan, free, broken }: After): string =>
      [
        ...(tray.length > 0 ? [`Tray A: ${named(tray)}.`] : []),
        ...(out.length > 0 ? [`Take out: ${named(out)}.`] : []),
        ...(hold.length > 0 ? [`Hold tray: ${named(hold)}.`] : []),
        ...(scan.length > 0 ? [`Scan a device for ${named(scan)}.`] : []),
        ...(free.length > 0 ? [`Insert a card: ${named(free)}.`] : []),
        ...(broken.length > 0 ? [`Call a technician to ${named(broken)}.`] : []),
      ].join(' '),
    /** The end of what is printed on the card. */
    number: (end: string) => `The card’s number ends in ${end}.`,
    failing: (failures: number, among: number) =>
      `Stopped: ${number(failures)} of the last ${number(among)} failed. Set them aside, find out why, then start again.`,
    stopped: (why: string) => `Stopped: ${why}`,
    below: {
      none: undefined,
      start: 'No card is written before auto-start is on, too.',
      arm: 'Then every card that goes in is written by itself.',
      paused: 'Paused: what is being written is finished, and no other card is begun.',
      close: ({ good, rejects, unused, issued }: Counts) =>
        `${number(good)} good + ${number(rejects)} set aside + ${number(unused)} unused = ${number(issued)}. Closing is final.`,
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
  again: {
    ask: 'Start the batch again?',
    below: 'Cards that wait in the readers are begun at once. Failures are counted anew.',
    yes: 'Yes, start again',
  },
  acts: {
    start: 'Start',
    pause: 'Pause',
    resume: 'Go on',
    again: 'Start again',
    close: 'Close the batch',
    choose: 'Choose a batch',
    arm: 'Switch auto-start on',
  },
  story: {
    of: (lane: number) => `Story of lane ${lane}`,
    device: 'Device',
    card: 'Card',
    reader: 'Reader',
    reject: 'Set aside',
    close: 'Close',
    why: 'Why is it set aside?',
    whyOf: (lane: number) => `Why is the card from ${lane} set aside?`,
    whyBelow: 'The keys 1 to 8 are the reasons now.',
    back: 'Back',
    phase: { waiting: 'not yet', running: 'now', done: 'done', failed: 'failed', interrupted: 'interrupted' },
  },
  reason: {
    card: 'Unfit card',
    write: 'Not written',
    verify: 'Not verified',
    rehearsal: 'Not usable',
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
  plugIn: 'Plug in a reader.',
  plugInBelow: 'Its lane appears here by itself.',
  starting: 'The line is being looked at.',
}
