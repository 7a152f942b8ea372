import { count, span } from './figures'

export const readers = {
  title: 'Readers',
  label: (number: number) => `Reader ${number}`,
  map: 'Readers as they stand on the table',
  cardIn: 'Card in',
  insert: 'Insert card',
  ready: 'Ready',
  ours: 'Reading',
  phase: {
    compose: 'Composing',
    write: 'Writing',
    verify: 'Verifying',
    rehearse: 'Rehearsing',
    register: 'Registering',
  },
  theirs: 'In use elsewhere',
  unreadable: 'Card does not answer',
  unreadableLead: 'Turn it over or take another',
  noAnswer: 'No answer',
  since: (ms: number) => `For ${span(ms)}`,
  unnamed: 'Card number unknown',
  starting: 'The readers are being looked for.',
  startingLead: 'This takes a few seconds.',
  none: 'No reader is connected.',
  noneLead: 'Plug one in. It appears here by itself.',
  down: (ms: number) => `The readers have not answered for ${span(ms)}.`,
  downLead:
    'The station keeps asking, and they come back by themselves. Cards can stay where they are, jobs are safe on disk.',
  count: (all: number) => count(all, 'reader', 'readers'),
  withCards: (cards: number) => (cards === 0 ? 'No card is in' : `${count(cards, 'card', 'cards')} in`),
  columns: { reader: 'Reader', state: 'State', card: 'Card', name: 'Name' },
}
