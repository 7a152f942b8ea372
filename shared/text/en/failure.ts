import type { FailureWords, Text } from '../text'
import { bytes, count, inside, number } from './figures'
import { identity } from './identity'
import { registration } from './registration'

const tries = (left: number | null): string => {
  if (left === null) return 'the tries left are unknown'
  return left === 0 ? 'no tries are left' : `${count(left, 'try is', 'tries are')} left`
}

export const failure: FailureWords = {
  'reader.lost': { what: ({ reader }) => `${reader} does not answer.` },
  'reader.busy': {
    what: ({ reader }) => `${reader} is held by another program, or by a card that does not answer.`,
    doNow: () => 'Close the other program, or take the card out and put it in again.',
    goOn: 'Then resume the job.',
  },
  'reader.service-down': {
    what: ({ reason }) => `The smart card service does not run: ${inside(reason)}.`,
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
    what: ({ reader, command }) => `The card in ${reader} does not answer ${command}.`,
    doNow: () => 'Take it out, wipe its contacts, put it back and resume the job.',
    goOn: 'If it stays silent, take another card.',
  },
  'card.unsuitable': {
    what: ({ missing }) => `This card cannot take a bootstrap message: it has no ${inside(missing)}.`,
  },
  'card.too-small': {
    what: ({ needBytes, haveBytes }) => `Too small: needs ${bytes(needBytes)}, has ${number(haveBytes)}.`,
  },
  'card.locked': {
    what: ({ attemptsLeft }) =>
      attemptsLeft === 0
        ? 'The card key is blocked: no tries are left.'
        : `The card key was not tried: ${tries(attemptsLeft)}.`,
  },
  'card.key-refused': { what: ({ attemptsLeft }) => `The card refused the card key: ${tries(attemptsLeft)}.` },
  'card.refused': {
    what: ({ command, sw }) => `The card refused ${command}, answer ${sw}.`,
    doNow: () => 'Put the same card in once more and resume the job.',
    goOn: 'If it refuses again, take another card.',
  },
  'card.mismatch': {
    what: ({ offset }) => `The card reads back differently than written, from byte ${number(offset)}.`,
  },
  'bytes.malformed': {
    what: ({ reason, offset }) => `The bytes do not read: ${inside(reason)}, at byte ${number(offset)}.`,
  },
  'message.invalid': {
    what: ({ path, reason }) => `The message cannot be made or read: ${path ? `${path}, ` : ''}${inside(reason)}.`,
  },
  'server.unreachable': { what: ({ reason }) => `The DM Server does not answer: ${inside(reason)}.` },
  'server.refused': {
    what: ({ reason, status }) => `The DM Server refused: ${inside(reason)}, answer ${status}.`,
    doNow: ({ retryable, sentence }) =>
      registration.sentence(sentence) ??
      (retryable ? 'Nothing: the station asks again by itself.' : 'Ask whoever runs the DM Server.'),
  },
  'server.unproven': {
    what: ({ reason }) => `The DM Server does not prove who it is: ${inside(reason)}.`,
    doNow: () => 'Ask whoever runs the DM Server.',
  },
  'disk.failed': { what: ({ path, reason }) => `Trouble with ${path}: ${inside(reason)}.` },
  'bundle.invalid': { what: ({ file, reason }) => `The bundle is not to be used: ${file}, ${inside(reason)}.` },
  'target.refused': { what: ({ path, reason }) => `Nothing was placed on ${path}: ${inside(reason)}.` },
  'request.invalid': {
    what: ({ path, reason }) =>
      path ? `Not accepted, ${path}: ${inside(reason)}.` : `Not accepted: ${inside(reason)}.`,
  },
  'job.cancelled': { what: () => 'The job was stopped before it was done.' },
}

export const way: Text['way'] = {
  'fix-reader': { doNow: 'Check the cable of the reader.', goOn: 'It comes back by itself; then resume the job.' },
  wait: { doNow: 'Close the other program, or wait for it.', goOn: 'Then resume the job.' },
  'same-card': { doNow: 'Put the same card back.', goOn: 'Then resume the job: it goes on where it was.' },
  'other-card': { doNow: 'Set this card aside and insert another.', goOn: 'The device can be scanned again.' },
  'set-aside': { doNow: 'Set this card aside.', goOn: 'Another card can be written.' },
  'check-key': {
    doNow: 'Check that the card key belongs to these cards, before another card goes in.',
    goOn: 'The station does not try this key on this card again.',
  },
  'other-bundle': {
    doNow: 'Take no message from it. Ask whoever built it for a whole one.',
    goOn: 'Then verify that one.',
  },
  'other-target': { doNow: 'Take the target that this batch is for.', goOn: 'Then place the bundle again.' },
  'correct-template': { doNow: 'Correct the template.', goOn: 'Then scan the device again.' },
  'correct-request': { doNow: 'Correct it and try again.', goOn: 'Nothing was written.' },
  automatic: { doNow: 'Nothing: the station tries again by itself.', goOn: 'Work can go on.' },
  ask: { doNow: 'Call the technician.', goOn: 'What was done so far is kept.' },
  'export-log': { doNow: 'Keep the card and export its record.', goOn: 'Another card can be written.' },
  'start-again': { doNow: 'Scan the device to start again.', goOn: 'What was done so far is kept in the record.' },
}
