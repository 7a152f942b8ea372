import type { Format } from '../../message/format'
import { bytes, count, number } from './figures'
import { formats } from './lint'

const levels = { error: 'Stops', warning: 'Warning', note: 'Note' } as const

export const template = {
  imported: (name: string, how: 'new' | 'replaced' | 'unchanged') =>
    ({
      new: `The template ${name} is in; it is new.`,
      replaced: `The template ${name} is in; it took the place of another.`,
      unchanged: `The template ${name} was in already, the same; nothing was changed.`,
    })[how],
  taken: (name: string) => `There is another template called ${name}; import --replace puts this one in its place.`,
  renamed: (file: string, name: string) => `${file} is kept under the name in it: ${name}.`,
  /** `Warning  servers.0.trust  The template does not say …`. */
  finding: (level: keyof typeof levels, path: string, sentence: string) =>
    [levels[level].padEnd(8), path, sentence].filter((part) => part !== '').join('  '),
  found: ({ error, warning, note }: Readonly<Record<keyof typeof levels, number>>) => {
    if (error + warning + note === 0) return 'Nothing was found.'
    const rest = [
      ...(warning === 0 ? [] : [count(warning, 'warning', 'warnings')]),
      ...(note === 0 ? [] : [count(note, 'note', 'notes')]),
    ]
    const stop = error === 0 ? [] : [`${count(error, 'finding stops', 'findings stop')} this message`]
    return `${[...stop, ...rest].join(', ')}.`
  },
  /** What lint looked at: `DM 1.2, 1,762 of 4,096 bytes.` */
  looked: (format: Format, size: number | undefined, limit: number | undefined) => {
    if (size === undefined) return `${formats[format]}; there is no message to look at.`
    return `${formats[format]}, ${limit === undefined ? bytes(size) : `${number(size)} of ${bytes(limit)}`}.`
  },
  lookedAlone: (format: Format, missing: readonly string[]) =>
    `Only the template was looked at, for ${formats[format]}; name --device${
      missing.length === 0 ? '' : `, ${missing.join(', ')}`
    } to look at its message.`,
  diffHelp: [
    'What is named first is on the left: - stands only there, + only on the right, ~ differs.',
    'Against a card, the message of the template for the device is compared with what is on the card.',
  ],
  sides: (left: string, right: string) => `${left} → ${right}`,
  side: (name: string, format: Format | undefined, size: number) =>
    format === undefined ? `${name}, empty` : `${name}, ${formats[format]}, ${bytes(size)}`,
  card: (reader: string) => `the card in reader ${reader}`,
  otherBytes: 'The same accounts and connections, other bytes.',
  difference: (path: string, before: string | undefined, after: string | undefined) => {
    if (before === undefined) return `+ ${path}: ${after}`
    return after === undefined ? `- ${path}: ${before}` : `~ ${path}: ${before} → ${after}`
  },
  differences: (differences: number) =>
    differences === 0 ? 'They say the same.' : `${count(differences, 'difference', 'differences')}.`,
}
