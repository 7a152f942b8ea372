import type { Text } from '../text'

/** What to do now and what happens then, where a failure has no words of its own for it. */
export const way: Text['way'] = {
  'fix-reader': { doNow: 'Check the cable of the reader.', goOn: 'It comes back by itself; then resume the job.' },
  wait: { doNow: 'Close the other program, or wait for it.', goOn: 'Then resume the job.' },
  'same-card': { doNow: 'Put the same card back.', goOn: 'Then resume the job: it goes on where it was.' },
  'other-card': { doNow: 'Set this card aside and insert another.', goOn: 'Then go on with the same device.' },
  'set-aside': { doNow: 'Set this card aside.', goOn: 'Then go on with the same device and another card.' },
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
  ask: { doNow: 'Call the technician.', goOn: 'Nothing is lost.' },
  'export-log': { doNow: 'Keep the card and export its record.', goOn: 'Another card can be written.' },
  'start-again': { doNow: 'Scan the device to start again.', goOn: 'What was done so far is kept in the record.' },
}
