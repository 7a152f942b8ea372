import { causeOf } from '../cause'
import { chance, clock, count, day, number, seconds, shareOf, span } from './figures'

const cards = (value: number): string => count(value, 'card', 'cards')

export const charts = {
  view: 'What is shown',
  views: { list: 'List', charts: 'Charts' },
  period: 'Of which time',
  periods: { shift: 'Last 8 hours', today: 'Today', week: '7 days', month: '30 days', own: 'From … to' },
  own: { from: 'From, as 2026-01-31 06:00', to: 'Until, as 2026-01-31 14:00' },
  narrow: {
    batch: 'Of which batch',
    reader: 'Of which reader',
    template: 'Of which template',
    allBatches: 'All batches',
    allReaders: 'All readers',
    allTemplates: 'All templates',
  },
  percent: shareOf,
  seconds,
  clock,
  day,
  number,
  waiting: 'The figures are being counted.',
  noTime: 'No time is chosen: type both ends as 2026-01-31 06:00, the first before the second.',
  yield: {
    title: 'Yield, first try',
    none: 'No card was tried in this time.',
    steady: (share: number, tried: number) => `${shareOf(share)} of ${cards(tried)}. Within the limits all the time.`,
    outside: (share: number, tried: number, times: number, at: string) =>
      `${shareOf(share)} of ${cards(tried)}. ${times === 1 ? 'Once' : `${number(times)} times`} outside the limits, last at ${at}.`,
    upper: 'upper',
    mean: 'mean',
    lower: 'lower',
    columns: { at: 'From', good: 'Good', tried: 'Cards', limit: 'Lower limit' },
  },
  causes: {
    title: 'Reasons for FAIL',
    none: 'No card failed.',
    first: (name: string, share: number, failed: number) => `${name}: ${shareOf(share)} of ${number(failed)} FAIL.`,
    columns: { cause: 'Reason', count: 'Cards', upToHere: 'So far' },
    named: (code: string) => causeOf(causes, code),
    other: 'All others',
  },
  takt: {
    title: 'From card to card in one reader',
    none: 'No two cards one after the other.',
    half: (taktMs: number, cardMs: number | undefined) =>
      `Half below ${seconds(taktMs)} from card to card${cardMs === undefined ? '.' : `; the card takes ${seconds(cardMs)} of it.`}`,
    columns: { from: 'From', to: 'To', count: 'Cards' },
    median: 'half',
  },
  compared: {
    title: 'Readers, lots and templates',
    none: 'Nothing was tried yet.',
    even: 'None fails more often than chance allows.',
    suspect: {
      reader: (name: string, own: number, others: number, p: number) =>
        `${name}: ${shareOf(own)} fail, elsewhere ${shareOf(others)} (p ${chance(p)}). Clean its contacts, then change it.`,
      lot: (name: string, own: number, others: number, p: number) =>
        `Cards ${name}…: ${shareOf(own)} fail, others ${shareOf(others)} (p ${chance(p)}). Set this lot aside.`,
      template: (name: string, own: number, others: number, p: number) =>
        `Template ${name}: ${shareOf(own)} fail, others ${shareOf(others)} (p ${chance(p)}). Check the template.`,
    },
    by: { reader: 'Reader', lot: 'Cards', template: 'Template' },
    columns: { name: 'Reader or lot', tried: 'Cards', failed: 'FAIL', share: 'Share' },
    lot: (digits: string) => (digits === '' ? 'not read' : `${digits}…`),
    noTemplate: 'none',
  },
  owed: {
    title: 'Outbox now',
    none: 'Nothing waits for the DM Server.',
    oldest: (waiting: number, ms: number) =>
      `${count(waiting, 'registration waits', 'registrations wait')}, the oldest for ${span(ms)}.`,
    held: (held: number) => `${count(held, 'is', 'are')} held for a person.`,
    columns: { age: 'Waits', count: 'Registrations' },
    upTo: (ms: number) => (Number.isFinite(ms) ? `up to ${span(ms)}` : 'longer'),
  },
}

/** In a line of a chart; the record has the whole sentence. */
const causes = {
  'card.removed': 'Card pulled out',
  'card.mute': 'Card does not answer',
  'card.too-small': 'Card too small',
  'card.unnumbered': 'Card without a number',
  'card.unsuitable': 'Card has no place for it',
  'card.cannot-prepare': 'Card cannot be prepared',
  'card.key-refused': 'Card key refused',
  'card.locked': 'Card key locked',
  'card.mismatch': 'Bytes differ',
  'card.refused': 'Card refuses a command',
  'card.torn': 'Half written',
  'card.other': 'Another card',
  'card.contradicts': 'Second message on card',
  'card.taken': 'Card of another piece',
  'card.rewritten': 'Written by others',
  'card.needs-pin': 'Card wants its PIN',
  'card.pin': 'PIN refused or blocked',
  'card.needs-secure-channel': 'Secure channel missing',
  'card.channel-refused': 'Secure channel refused',
  'card.channel-broken': 'Secure channel broken',
  'bytes.malformed': 'Unreadable bytes',
  'message.invalid': 'Message not possible',
  'template.invalid': 'Template not usable',
}
