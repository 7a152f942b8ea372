import { commandName } from '../command-name'
import { bytes } from './figures'
import { statusWord } from './status-word'

export const trace = {
  none: 'This job has no trace, or had one that is no longer kept.',
  begun: (reader: string, at: string): string => `${reader}, ${at}`,
  power: (is: 'on' | 'off', ...more: readonly (string | undefined)[]): string =>
    [`power ${is}`, ...more.filter((one) => one !== undefined)].join(', '),
  command: commandName,
  wrapped: 'wrapped command',
  inside: 'inside:',
  range: (offset: number, sizeBytes: number): string => `${bytes(sizeBytes)} from ${offset}`,
  record: (number: number): string => `record ${number}`,
  key: (reference: number, sizeBytes: number): string => {
    const name = `key ${reference.toString(16).toUpperCase().padStart(2, '0')}`
    return sizeBytes > 0 ? `${name}, ${bytes(sizeBytes)} hidden` : name
  },
  channel: (number: number): string => `on channel ${number}`,
  status: statusWord,
  lost: (code: string): string => `no answer: ${code}`,
  ended: (code: string | undefined): string => (code ? `ended with ${code}` : 'ended'),
}
