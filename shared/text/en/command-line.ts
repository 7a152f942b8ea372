import type { IntakeSource } from '../../intake/cause'
import { count, seconds } from './figures'
import { identity } from './identity'
import { intake } from './intake'

export const commandLine = {
  helpOf: (group: string) => `bootstation ${group} … --help says what each takes.`,
  /** What is noted of a secret that was shown on a command line without one. */
  noReason: 'no reason given',
  /** One line for a person on stderr: `PASS  IMEI 35 693803 564380 9, card 8949 …, 9.1 s`. */
  result: (outcome: string, device: string | undefined, iccid: string | undefined, ms: number | undefined) =>
    [
      `${outcome}  ${device === undefined ? 'no device' : identity.device(device)}`,
      ...(iccid === undefined ? [] : [`card ${identity.iccid(iccid)}`]),
      ...(ms === undefined ? [] : [seconds(ms)]),
    ].join(', '),
  phase: (name: string, ms: number) => `  ${name.padEnd(10)}${seconds(ms)}`,
  failedIn: (name: string) => `  ${name.padEnd(10)}stopped here`,
  job: (job: string) => `Job ${job}`,
  noReader: (named: string, all: string) =>
    all === '' ? `there is no reader ${named}, and no other` : `there is no reader ${named}; there are ${all}`,
  noService: (reason: string, home: string) =>
    `${reason}. No bench runs in home ${home} either: start "bootstation bench" there, or pcscd`,
  trusted: (server: string, url: string) => `A device obeyed ${server} at ${url} before.`,
  replaces: (device: string) => `The registration that ${identity.device(device)} had with this card is given back.`,
  looksFor: (reader: string) => `The card of this job is in ${reader}.`,
  resume: (job: string) => `Then: bootstation job resume ${job}`,
  owed: 'Written and verified. The DM Server still has to be told: this station keeps trying by itself while a program of its home runs.',
  /** Where there was no card. */
  owedAlone:
    'The DM Server still has to be told: this station keeps trying by itself while a program of its home runs.',
  waits: (jobs: number, what: string) => `${count(jobs, 'registration waits', 'registrations wait')}. ${what}`,
  intakeOpen: 'The intake is open. End it with Ctrl-C.',
  intakeAt: (name: string, place: string) => `${name}: ${place}`,
  entry: (id: number, from: IntakeSource, device: string, became: string, reason: string) =>
    `${String(id).padStart(6)}  ${intake.source[from].padEnd(14)} ${device}  ${became}. ${reason}.`,
  none: 'No records. Those of the training bench are shown while it runs.',
  /** What the window asks in a field, a command takes with an option. */
  doNow: (words: string) =>
    `Do now: ${words}`
      .replace('for the PIN and give it.', 'for the PIN and give it with --pin-prompt or --pin-file.')
      .replace('allows one try.', 'allows one try with --allow-last-tries ICCID --reason "…".'),
  /** A suggested command, with the reader that it is about. */
  at: (reader: string, words: string) =>
    words.replaceAll('"bootstation card prepare', `"bootstation card prepare --reader '${reader}'`),
  /** For what was no job: there is none to resume, and no record. */
  moreRoom: 'Where a message needs more room, say which: --template and --device, or --size.',
  withoutJob: (words: string) =>
    words
      .replace(/ and resume the job/, ' and try again')
      .replace(/ and export its record/, '')
      .replace(/, or let the job be resumed/, ''),
}
