import type { Text } from '../text'
import { bytes, clock, count, seconds, span } from './figures'

export const phase: Text['phase'] = {
  compose: { name: 'Compose', does: 'Makes the message and compares it with the review' },
  prepare: { name: 'Prepare', does: 'Makes the files that a message and its directory need' },
  write: { name: 'Write', does: 'Writes the message to the card, its beginning last' },
  verify: { name: 'Verify', does: 'Reads every byte back after a cold reset' },
  rehearse: { name: 'Rehearse', does: 'Does what a device does at power-on' },
  check: { name: 'Check', does: 'Makes sure of key, room and DM Server before anything is changed' },
  blank: { name: 'Blank', does: 'Empties every bootstrap file, so that nothing old stays' },
  release: { name: 'Release', does: 'Gives a registration back to the DM Server' },
  transfer: { name: 'Hand over', does: 'Hands the registration to another company of the DM Server' },
  register: { name: 'Register', does: 'Tells the DM Server about this device' },
}

export const outcome: Text['outcome'] = {
  running: 'RUNNING',
  PASS: 'PASS',
  OWED: 'WAIT',
  FAIL: 'FAIL',
  ERROR: 'ERROR',
  CANCELLED: 'STOPPED',
  INTERRUPTED: 'INTERRUPTED',
}

export const job = {
  leaveIn: 'Leave the card in.',
  leaveInLead: 'It may come out when this page says so.',
  mayLeave: 'The card is done.',
  mayLeaveLead: 'It may come out. The station is telling the DM Server.',
  mayLeaveNote: 'The registration goes on by itself.',
  stop: 'Stop safely',
  stopping: 'Stopping after this phase',
  slipped: 'If the card slips out, put it back. The job goes on where it was.',
  phaseOf: (at: number, all: number) => `Phase ${at} of ${all}`,
  took: seconds,
  elapsed: span,
  sized: bytes,
  notRun: 'not run',
  interruptedIn: 'interrupted',
  torn: {
    write: 'The card left while it was written. A device reads it as empty until it is finished.',
    blank: 'The card left while it was emptied. A device may still find a message on it.',
    prepare: 'The card left while it was prepared. A device reads it as before until it is finished.',
    register: '',
    rebootstrap:
      'The card left while it was bootstrapped anew. Until it is finished, a device finds on it what was there before, or nothing.',
    release: '',
    transfer: '',
  },
  unproven: 'The card left after it was written and before it was read back.',
  tornDo: 'The card is not finished: resume the job with the same card.',
  found: {
    torn: 'This card came half written. It was written anew.',
    private: 'A device asks its user for the PIN before it reads this card.',
    unlisted:
      'EF(DIR) does not name the application: a device that looks there first finds nothing. Preparing the card adds it.',
    emptied: 'Every bootstrap file on this card was emptied.',
    'empty-before': 'Every bootstrap file on this card was empty before. Nothing had to be done.',
    'entry-kept': 'An entry of EF(DODF) was kept, because entries of others follow it. Its file is empty.',
  },
  unread: 'The record of this job cannot be read.',
  putBack: 'Put the same card back: the job goes on by itself.',
  interrupted: 'The station ended inside this job.',
  interruptedDo: 'Insert its card and resume the job.',
  lights: {
    written: { yes: 'Written', no: 'Not written', later: 'Not yet written' },
    verified: { yes: 'Verified', no: 'Not verified', later: 'Not yet verified' },
    registered: { yes: 'Registered', no: 'Not registered', owed: 'Not yet registered', later: 'Not yet registered' },
  },
  light: {
    written: (size: number | undefined) =>
      size === undefined ? 'The message is on the card' : `${bytes(size)} on the card`,
    sentToCard: 'Its message was sent to the card',
    notWritten: 'Nothing was written to the card',
    partWritten: 'The card is not finished',
    verified: 'Read back after a cold reset, then rehearsed without the card key',
    notVerified: 'Not read back',
    differs: 'What was read back is not what was written',
    unusable: 'Read back, but a device could not use it',
    registered: (server: string | undefined) =>
      server === undefined ? 'Accepted by the DM Server' : `Accepted by ${server}`,
    pending: (attempts: number, next: number | undefined) => {
      const tried = attempts > 0 ? `Kept safe here, tried ${count(attempts, 'time', 'times')}` : 'Kept safe here'
      return next === undefined ? `${tried}, goes out by itself` : `${tried}, next try ${clock(next)}`
    },
    queued: 'Accepted, its message waits to be sent',
    sent: 'Its message was sent',
    contacted: 'The device came to its DM Server',
    managed: 'The device is managed',
    conflict: 'Somebody else has registered this device',
    rejected: 'The DM Server refused this device',
    released: 'Given back',
    notRegistered: 'The DM Server was not told',
  },
}
