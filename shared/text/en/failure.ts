import { namedCommand } from '../command-name'
import { stated } from '../reason'
import type { FailureWords } from '../text'
import { bytes, count, number } from './figures'
import { identity } from './identity'
import { intake } from './intake'
import { list } from './list'
import { preparation } from './preparation'
import { isReading } from './reading'
import { registration } from './registration'
import { way } from './way'

const tries = (left: number | null): string => {
  if (left === null) return 'the tries left are unknown'
  return left === 0 ? 'no tries are left' : `${count(left, 'try is', 'tries are')} left`
}

/** A predicate follows what it is said of; a sentence of its own stands apart. */
const said = (path: string, why: string | undefined): string | undefined => {
  if (path === '' || why === undefined) return why
  return `${path}${/^(is|must|has|names) /.test(why) ? '' : ':'} ${why}`
}
const channelRefused = {
  'no-scp03': 'it speaks no SCP03 here',
  'no-key': 'it has no key set of this version',
  level: 'it cannot protect what it answers',
  keys: 'the keys are not those of this card',
  host: 'it does not accept the station',
} as const

const channelBroken = {
  'no-mac': 'an answer was not signed',
  mac: 'an answer was changed on its way',
  padding: 'an answer does not decrypt',
  over: 'it was over before',
} as const

const receiptInvalid = {
  malformed: 'This is no receipt, or not a whole one.',
  'other-key': 'This receipt was signed by another station.',
  signature: 'This receipt was changed after it was signed, or never signed by this station.',
  'other-device': 'This receipt is about another device.',
} as const

const pinStates = {
  refused: 'The token refused its PIN.',
  'few-tries': 'The PIN of the token was not tried: a wrong one was given before.',
  'last-try': 'The PIN of the token was not tried: one try is left.',
  locked: 'The PIN of the token is locked.',
} as const

const otherCard = 'Set this card aside and insert another.'

export const failure: FailureWords = {
  'reader.lost': { what: ({ reader }) => `${reader} does not answer.` },
  'reader.busy': {
    what: ({ reader }) => `${reader} is held by another program, or by a card that does not answer.`,
    doNow: () => 'Close the other program, or take the card out and put it in again.',
    goOn: 'Then resume the job.',
  },
  'reader.service-down': {
    what: (_, why) => stated('The smart card service does not run', why),
    doNow: () => 'Leave the cards where they are: the readers come back by themselves as soon as it runs.',
    goOn: 'Then resume the job.',
  },
  'card.absent': {
    what: ({ reader }) => `No card in ${reader}.`,
    doNow: () => 'Insert the card.',
    goOn: 'Then resume the job.',
  },
  'card.removed': { what: ({ reader }) => `The card left ${reader} before the job was done.` },
  'card.other': {
    what: ({ reader, iccid, found }) =>
      `Another card is in ${reader}: ${identity.iccid(found)} instead of ${identity.iccid(iccid)}.`,
    doNow: () => 'Put the card of this job in, or start a new job for this one.',
  },
  'card.mute': {
    what: ({ reader, command }) => `The card in ${reader} does not answer ${namedCommand(command)}.`,
    doNow: () => 'Take it out, wipe its contacts, put it back and resume the job.',
    goOn: 'If it stays silent, take another card.',
  },
  'card.torn': {
    what: ({ path }) =>
      `The bootstrap file ${path} is half written, and what it held before is not known here: adding to it would lose those servers.`,
    doNow: () => 'Let the station that began it finish it, or write the card anew without "--add".',
  },
  'card.rewritten': {
    what: ({ path }) =>
      `The bootstrap file ${path} holds another message than when the card left: it was written since. It stays as it is.`,
    doNow: () => 'Resume the job to write it all the same, or leave the card as it is.',
  },
  'card.contradicts': {
    what: ({ path }) => `Another message on this card contradicts the one that was written: file ${path}.`,
    doNow: () => 'Empty the card before it is written, or take another one.',
  },
  'card.taken': {
    what: ({ iccid, batch }) => `Card ${identity.iccid(iccid)} belongs to batch ${batch}: it was not touched.`,
    doNow: () => 'Take it out and insert a card of this batch.',
  },
  'card.unnumbered': {
    what: ({ reader }) =>
      `The card in ${reader} carries no number (its ICCID is blank): it cannot be told from another.`,
    doNow: () =>
      'Write it alone, by hand. For a batch, a key of its own or a job to resume, take a card with a number.',
  },
  'card.unsuitable': {
    what: (_, why) => stated('This card cannot take a bootstrap message', why && `it has no ${why}`),
    doNow: ({ remedy }) =>
      remedy === 'prepare'
        ? 'Prepare it, if the card allows it (F7 at its review, or "bootstation card prepare"), or take another card.'
        : otherCard,
  },
  'card.needs-pin': {
    what: ({ path }) => `The bootstrap file ${path} reads only with its PIN: a device would ask its user for it.`,
    doNow: () => 'Ask its holder for the PIN and give it.',
    goOn: 'It is used for this job and kept nowhere.',
  },
  'card.pin': {
    what: ({ state, attemptsLeft }) => {
      if (state === 'blocked') return 'The PIN of this card is blocked.'
      if (state === 'unknown-tries') return 'This card does not tell how many tries its PIN has left: it was not tried.'
      return `${state === 'refused' ? 'The card refused its PIN' : 'The PIN of the card was not tried'}: ${tries(attemptsLeft)}.`
    },
    doNow: ({ state }) => {
      if (state === 'unknown-tries') return 'Its holder switches the PIN off in a phone, or take another card.'
      return state === 'blocked'
        ? 'Its holder unblocks it with the PUK, in a phone; the PUK is with whoever issued the card.'
        : `Its holder enters the right PIN once in a phone: all tries are back then.${state === 'few-tries' ? ' Tell it here after that.' : ''}`
    },
    goOn: 'The station tries a PIN only where a refusal leaves two. Nothing was written.',
  },
  'card.cannot-prepare': {
    what: (failure) => preparation.cannot(failure),
    doNow: (failure) => preparation.issuer(failure),
    goOn: 'Nothing of others on the card was changed.',
  },
  'card.needs-secure-channel': {
    what: ({ path }) =>
      `The file ${path} is read and written in a secure channel only: without its read keys only a device that has them could read it.`,
    doNow: () => 'Give the station a key file with the SCP03 keys of this card, or take another card.',
    goOn: 'Then scan the device again.',
  },
  'card.too-small': {
    what: ({ needBytes, haveBytes }) => `Too small: needs ${bytes(needBytes)}, has ${number(haveBytes)}.`,
    doNow: ({ remedy, needBytes }) =>
      remedy === 'prepare'
        ? `Enlarge the file (F7 at its review, or "bootstation card prepare --size ${Math.ceil(needBytes / 256) * 256}"), or take another card.`
        : otherCard,
  },
  'card.locked': {
    what: ({ attemptsLeft }) =>
      attemptsLeft === 0
        ? 'The card key is blocked: no tries are left.'
        : `The card key was not tried: ${tries(attemptsLeft)}.`,
    doNow: ({ attemptsLeft }) =>
      attemptsLeft === 0 || attemptsLeft === 1
        ? 'Set this card aside.'
        : 'Set this card aside. A supervisor who is sure of the key allows one try.',
  },
  'card.key-refused': { what: ({ attemptsLeft }) => `The card refused the card key: ${tries(attemptsLeft)}.` },
  'key.stopped': {
    what: ({ refusals }) =>
      `No card is tried with this key set any more: ${count(refusals, 'card', 'cards')} refused its keys.`,
    doNow: ({ keySet }) =>
      `Find out whose keys these are. A supervisor then allows them: bootstation keys allow --key-set ${keySet} --reason "…".`,
    goOn: 'No card is shown one of them until then.',
  },
  'key.tried': {
    what: ({ reader }) => `A key was tried on the card in ${reader} already, and is tried once for each insertion.`,
    doNow: () => 'Take the card out. Put it in again only if the key was corrected.',
    goOn: 'The tries left are read again then.',
  },
  'key.missing': {
    what: ({ iccid, key }) => `There is no ${key} for card ${identity.iccid(iccid)}.`,
    doNow: () => 'Check that these are the keys for these cards.',
    goOn: 'The card was not touched.',
  },
  'key.unusable': { what: (_, why) => stated('The card keys cannot be used', why) },
  'key.wanted': {
    what: ({ what }) => `Nobody has typed the ${what === 'card-key' ? 'card key' : 'PIN of the token'} yet.`,
    doNow: () => 'Ask a supervisor to type it.',
    goOn: 'It is kept in memory only.',
  },
  'token.absent': {
    what: (_, why) => stated('The token with the keys cannot be used', why),
    doNow: () => 'See that the token is plugged in and its software is set up.',
    goOn: 'Then start again.',
  },
  'token.pin': {
    what: ({ state }) => pinStates[state],
    doNow: ({ keySet }) =>
      keySet
        ? `Correct the PIN. A supervisor then allows it: bootstation keys allow --key-set ${keySet} --reason "…".`
        : 'Log in to the token once with its own tool and the right PIN: it counts the tries anew then.',
    goOn: 'No card was touched.',
  },
  'card.refused': {
    what: ({ command, sw }) => `The card refused ${command}, answer ${sw}.`,
    doNow: () => 'Put the same card in once more and resume the job.',
    goOn: 'If it refuses again, take another card.',
  },
  'card.mismatch': {
    what: ({ offset }) => `The card reads back differently than written, from byte ${number(offset)}.`,
  },
  'card.channel-refused': {
    what: ({ why, sw }) => `No secure channel to this card: ${channelRefused[why]}${sw ? `, answer ${sw}` : ''}.`,
    doNow: () => 'Check that the read keys belong to this card, before another card goes in.',
    goOn: 'The station does not try again by itself: a card may block its keys.',
  },
  'card.channel-broken': {
    what: ({ why }) => `The secure channel to the card ended: ${channelBroken[why]}.`,
    doNow: () => 'Put the same card in once more and resume the job.',
    goOn: 'If it happens again, try another reader: something between station and card may change what is said.',
  },
  'bytes.malformed': {
    what: ({ offset }, why) => stated(`The bytes do not read, from byte ${number(offset)}`, why),
  },
  'message.invalid': {
    what: ({ path, reason }, why) =>
      stated(`The message cannot be ${isReading(reason) ? 'read' : 'made'}`, said(path, why)),
    doNow: ({ path, reason }) => {
      if (isReading(reason)) return way['export-log'].doNow
      if (path.startsWith('variables.')) return 'Give it a value that fits.'
      if (path === 'card.format') return 'Use --format with what the card holds, or leave out --add.'
      if (path.startsWith('devices.')) return 'Take a template that is for this device.'
      return way['correct-template'].doNow
    },
  },
  'template.invalid': { what: ({ path }, why) => stated('The template is not right', said(path, why)) },
  'file.unfit': {
    what: ({ path }, why) => stated(`There is no bootstrap message in ${path}`, why),
    doNow: () => 'Name a file with a bootstrap message, or with the push of one.',
    goOn: 'Nothing was changed.',
  },
  'server.unreachable': { what: (_, why) => stated('The DM Server does not answer', why) },
  'server.refused': {
    what: ({ status }, why) =>
      stated('The DM Server refused', `${why === undefined ? '' : `${why}, `}answer ${status}`),
    doNow: ({ retryable, sentence }) =>
      registration.sentence(sentence) ??
      (retryable ? 'Nothing: the station asks again by itself.' : 'Ask whoever runs the DM Server.'),
  },
  'server.unproven': {
    what: (_, why) => stated('The DM Server does not prove who it is', why),
    doNow: () => 'Ask whoever runs the DM Server.',
  },
  'server.certificate': {
    what: ({ expiredAt }) => `The certificate of this station expired on ${expiredAt.slice(0, 10)}.`,
    doNow: () => 'Look at the clock of the station. If it is right, enrol the station again: bootstation enrol.',
    goOn: 'No card was touched, and nothing is lost: what waits for the DM Server goes on by itself then.',
  },
  'disk.failed': { what: ({ path }, why) => stated(`Trouble with ${path}`, why) },
  'bundle.invalid': {
    what: ({ file }, why) => stated('The bundle is not to be used', why === undefined ? file : `${file}, ${why}`),
  },
  'intake.held': {
    what: ({ why }) => `This needs a person who may decide. ${intake.why[why]}.`,
    doNow: () => 'Ask a supervisor: it waits in the inbox, F9.',
    goOn: 'Nothing was written, and the DM Server was told nothing.',
  },
  'receipt.invalid': {
    what: ({ why }) => receiptInvalid[why],
    doNow: () => 'Compare it with the record of its job, and do not rely on it until then.',
    goOn: 'Nothing else depends on it.',
  },
  'print.failed': { what: (_, why) => stated('It could not be printed', why) },
  'target.refused': { what: ({ path }, why) => stated(`Nothing was placed on ${path}`, why) },
  'request.invalid': {
    what: ({ path }, why) => stated(path ? `Not accepted, ${path}` : 'Not accepted', why),
  },
  'request.superseded': {
    what: ({ iccid, job, device }) =>
      `Since then card ${identity.iccid(iccid)} was ${device ? `written for ${identity.device(device)}` : 'emptied'}, in job ${job}.`,
    doNow: () => 'Leave the card as it is. "bootstation job resume" with --again does the old job all the same.',
    goOn: 'Nothing was changed.',
  },
  'job.cancelled': { what: () => 'The job was stopped before it was done.' },
  'list.unfit': { what: (failure) => list.unfit(failure), doNow: () => list.correct, goOn: list.notTaken },
  'batch.failing': {
    what: ({ failures, among }) =>
      `The batch stopped itself: ${failures} of the last ${count(among, 'card', 'cards')} failed.`,
    doNow: () => 'Set these cards aside and find out why, then start the batch again.',
    goOn: 'No card is begun until then.',
  },
  'batch.held': {
    what: ({ batch, pid }) => `Another program works for batch ${batch} at these readers: process ${pid}.`,
    doNow: () => 'Go on there, or end it first: a window on the line, or `batch run`.',
  },
  'batch.unsettled': {
    what: ({ batch, working, waiting }) =>
      `Batch ${batch} is not complete: ${count(working, 'piece is', 'pieces are')} in work, ${count(waiting, 'waits', 'wait')} for the DM Server or a factory file.`,
    doNow: () => 'Put the cards that are in work back, or reject them; wait for the DM Server.',
    goOn: 'Then close the batch again.',
  },
}
