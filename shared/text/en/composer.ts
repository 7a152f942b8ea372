import { type ShapeWords, shapeIn } from '../shape'
import { bytes, count, number } from './figures'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const stopped = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

const shapes: ShapeWords = {
  of: {
    digits: 'Digits',
    hex: 'Hex digits',
    letters: 'Letters',
    capitals: 'Capital letters',
    lettersOrDigits: 'Letters or digits',
    capitalsOrDigits: 'Capital letters or digits',
  },
  between: (least, most) => {
    if (least === most) return number(least)
    return Number.isFinite(most) ? `${number(least)} to ${number(most)}` : `${number(least)} or more`
  },
  notZero: ', the first not 0',
}

export const composer = {
  title: 'Composer',
  lead: 'Template',
  noTemplate: 'No template is set up.',
  noTemplateDo: 'Bring one in with bootstation template import.',
  compare: 'Compare',
  form: {
    label: 'What goes into the message',
    template: 'Template',
    from: { station: 'Of this station', product: 'Examples' },
    titled: (title: string, name: string) => `${title} (${name})`,
    device: 'Device',
    deviceEmpty: 'Scan it',
    sample: 'Use a sample device',
    format: 'Format',
    formats: { dm2: 'DM 2.0', dm1: 'DM 1.2', cp: 'CP' },
    variables: 'Variables',
    noVariables: 'This template has no variables.',
    types: {
      text: 'Text',
      digits: 'Digits',
      hex: 'Pairs of hex digits',
      phone: 'A number like +491701234567',
      url: 'An https:// address',
      choice: 'One of a list',
      secret: 'Kept secret',
    },
    pattern: (pattern: string) => shapeIn(shapes, pattern) ?? `Matches ${pattern}`,
    asShown: 'As shown, if left empty',
    byDefault: (value: string) => `${value}, if left empty`,
    needed: (takes: string) => `Needed. ${stopped(takes)}`,
    fault: (reason: string) => {
      const [, pattern] = /^must match (.+)$/s.exec(reason) ?? []
      const shape = pattern === undefined ? undefined : shapeIn(shapes, pattern)
      return stopped(shape === undefined ? capital(reason) : `Does not fit. ${shape}`)
    },
  },
  meter: {
    label: 'Size of the message',
    size: number,
    of: (limit: number) => `of ${bytes(limit)}`,
    sized: (size: number, limit: number) => `${number(size)} of ${bytes(limit)}`,
    free: (left: number) => `${bytes(left)} free`,
    over: (missing: number) => `${bytes(missing)} too many`,
    unknown: 'No message yet',
    against: 'Measured against',
    usual: (size: number) => `A usual card, ${bytes(size)}`,
    template: 'Limit of the template',
    card: (reader: number) => `The card in reader ${number(reader)}`,
    file: 'A file limit',
    fileBytes: 'Bytes the file may have',
    noFile: 'This card has no file for a bootstrap message.',
    asking: 'Asking the card',
  },
  panes: {
    label: 'The message in three forms',
    xml: 'XML',
    json: 'JSON',
    hex: 'Hex',
    xmlAside: 'what it says',
    jsonAside: { dm2: 'as it is written', dm1: 'the same', cp: 'the same' },
    hexAside: { dm2: 'UTF-8', dm1: 'WBXML 1.2', cp: 'WBXML' },
    empty: 'Scan or type a device to see its message.',
    unmade: 'The message cannot be made yet.',
    stale: 'This is the last message that could be made.',
  },
  node: {
    label: 'The node you are at',
    none: 'Walk through the message with the arrow keys, or point at a line.',
    bytes: (from: string, to: string, size: number) => `${from} to ${to}, ${bytes(size)}`,
  },
  reveal: {
    ask: 'Show the secret',
    reason: 'Why must it be seen?',
    needs: (left: number) =>
      left > 0
        ? `${number(left)} more characters. Your reason is kept in the audit.`
        : 'Your reason is kept in the audit.',
    show: 'Show for 20 s',
    hide: 'Hide',
    left: (seconds: number) => `Gone in ${number(seconds)} s`,
    asText: 'in clear',
    value: 'The secret',
  },
  findings: {
    label: 'What a device will make of it',
    good: 'Nothing speaks against it.',
    goodAside: (nodes: number, format: string) => `${format}, ${count(nodes, 'node', 'nodes')}.`,
    field: (label: string) => `${label} does not fit yet.`,
    fieldDo: 'What would be right stands below the field.',
    waiting: 'No message to look at yet.',
    count: (errors: number, warnings: number) =>
      [
        ...(errors > 0 ? [count(errors, 'thing stops it', 'things stop it')] : []),
        ...(warnings > 0 ? [count(warnings, 'warning', 'warnings')] : []),
      ].join(', '),
    tooLarge: (size: number, limit: number) => `Too large: ${bytes(size)}, ${number(limit)} fit.`,
    tooLargeDo: 'Take out what this device can do without, or allow it more room.',
  },
  diff: {
    label: 'Compared',
    against: 'Compare with',
    choose: 'Choose what to compare with',
    chooseDo: 'Another template, or the card in a reader: the message is put beside it, value by value.',
    card: (reader: number) => `The card in reader ${number(reader)}`,
    where: 'Node',
    differ: (rows: number, all: number) =>
      rows === 0 ? `All ${number(all)} values are the same.` : `${number(rows)} of ${number(all)} values differ.`,
    across: 'They have different formats, so what they give a device is compared.',
    empty: 'The card is empty.',
    all: 'Show what is the same',
    kinds: { same: 'same', changed: 'differs', left: 'only here', right: 'only there' },
    lacks: (title: string, variables: readonly string[]) =>
      `${title} also needs ${variables.join(', ')}, which this form does not ask for: give it a default, or choose ${title} here and compare the other way round`,
    close: 'Back to the message',
  },
}
