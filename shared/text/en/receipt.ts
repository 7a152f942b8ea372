import { clock, day } from './figures'

export const receipt = {
  /** At the top of the paper, to the customer. */
  title: { PASS: 'Your device is set up', WAIT: 'Your device is being set up' },
  training: 'Training. This receipt is worth nothing.',
  device: 'Device',
  deviceEnds: (type: string, end: string) => `${type} ends ${end}`,
  server: 'Looked after by',
  shop: 'Shop',
  when: 'When',
  time: (at: string) => `${day(at)}, ${clock(at)}`,
  number: 'Receipt',
  numbered: (number: number) => `R ${number}`,
  card: 'Card',
  cardEnds: (end: string) => `Ends ${end}`,
  proven: 'Proven',
  facts: {
    written: 'Written to the card and read back',
    rehearsed: 'A device would start from this card',
    registered: 'Registered with the DM Server',
    waiting: 'Not yet registered: this goes on by itself',
  },
  check: 'Scan to check this receipt. It holds no phone number and no keys.',
  saved: (path: string) => `There is no printer. The receipt was saved as ${path}`,
  printed: (printer: string) => `Sent to ${printer}`,
  good: 'The signature is good: this receipt is as the station signed it.',
  isTraining: 'It was earned on a training bench and is worth nothing.',
  line: (name: string, value: string) => `${name.padEnd(9)} ${value}`,
}
