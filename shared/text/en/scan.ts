import { RejectReason } from '../../batch'
import type { Command } from '../../identity/command'
import type { Layout } from '../../identity/layout'
import { line } from './line'

const keyboards: Readonly<Record<Layout, string>> = {
  us: 'English (US)',
  de: 'German',
  fr: 'French',
  ar: 'Arabic',
}

const acts: Readonly<Record<Exclude<Command['act'], 'reject' | 'choose'>, string>> = {
  next: 'Go on',
  back: 'Go back',
  start: 'Start',
  pause: 'Pause',
  repeat: 'Same device again',
  help: 'Keys',
}

export const scan = {
  /** Why a scan was not taken, and what to do. */
  refused: {
    checkDigit: 'The check digit does not fit.',
    checkDigitDo: 'Scan it again, or compare it with the label.',
    compare: (places: readonly string[]) =>
      `One digit is wrong, and these are misread most often: ${places.join(', ')}.`,
    swapped: (place: number, read: string, maybe: string) => `digits ${place} and ${place + 1} (${read} or ${maybe})`,
    misread: (place: number, read: string, maybe: string) => `digit ${place} (${read} or ${maybe})`,
    several: 'This label has two devices.',
    severalDo: 'Choose one with its number, or scan its own code.',
    card: 'This is a card number.',
    cardDo: 'Scan the device. The card number is read from the card itself.',
    eid: 'This is the number of an eSIM.',
    phone: 'This is a phone number.',
    product: {
      gtin: 'This is the code of a product.',
      serial: 'This is a serial number.',
      lot: 'This is the number of a lot.',
      asset: 'This is the number of an asset.',
      eui: 'This is the address of a network interface.',
    },
    scanDevice: 'Scan the code beside IMEI, MEID or ESN.',
    command: 'This command means nothing here.',
    commandDo: 'Nothing was done.',
    damaged: 'This command was misread.',
    damagedDo: 'Nothing was done. Scan it again.',
    layout: (scanner: Layout, computer: Layout) =>
      `The scanner types as on a keyboard in ${keyboards[scanner]}, this computer reads one in ${keyboards[computer]}.`,
    layoutDo: (computer: Layout) =>
      `Nothing was taken. Set the scanner to ${keyboards[computer]}: F1 shows the way to its set-up page.`,
    unknown: 'This is no identity of a device.',
    unknownDo: 'Scan the IMEI, MEID, ESN or UUID on the device or its box.',
  },
  /** How a device was told, where it was not spelt in the usual way. */
  as: {
    imeisv: 'IMEI of an IMEISV, without a check digit',
    decimal: 'From its decimal form, without a check digit',
    hex: 'In hex, without a check digit',
  },
  /** A scan that nothing guards is taken when it comes twice. */
  unguarded: 'It has no check digit.',
  unguardedDo: 'Scan it a second time.',
  /** What a hand typed is asked for again. */
  proof: {
    title: 'Typed, not scanned.',
    last: (digits: number) =>
      `Read the last ${digits} digits from the label once more, type them here and press Enter. Or scan it.`,
    all: 'Type all of it again and press Enter, or scan it.',
    differs: (place: number) => `Character ${place} is not the same as before. Compare it with the label.`,
    again: (typed: string) => `Typed again: ${typed === '' ? 'nothing yet' : typed}`,
  },
  /** What a command's barcode says. */
  command: (command: Command): string => {
    if (command.act === 'reject')
      return `Reject ${command.number}: ${line.reason[RejectReason.options[command.number - 1] ?? 'other']}`
    return command.act === 'choose' ? `Choose ${command.number}` : acts[command.act]
  },
  setUp: {
    title: 'Set up the scanner',
    lead: 'Scan each of the three codes, from the screen or from paper.',
    tests: { plain: 'Letters, digits and signs', gs1: 'GS1 with separators', label: 'A label of three lines' },
    waiting: 'Not scanned yet',
    fits: 'Arrives as it should.',
    layout: (scanner: Layout, computer: Layout) =>
      `The scanner is set to ${keyboards[scanner]}. Set its keyboard to ${keyboards[computer]}.`,
    faults: {
      caps: 'Capital and small letters are swapped. Switch Caps Lock off.',
      capitals: 'All letters arrive as capitals. Let the scanner keep them as they are.',
      separators: 'The separators get lost. Let the scanner send FNC1 as GS, 0x1D.',
      lines: 'The ends of lines get lost. Let the scanner send them as Enter.',
      alt: 'The scanner types Alt and numbers. Switch that off.',
      other: 'This is none of the three codes.',
    },
    sent: 'What the scanner sent',
    nothing: 'Nothing yet. Any code may be scanned: here it is only looked at.',
    keys: 'Keys in their order',
    ends: {
      enter: 'Ends with Enter.',
      tab: 'Ends with Tab.',
      none: 'Ends with nothing: taken after a short silence. Enter is faster.',
    },
    pace: (ms: number) => `At most ${ms} ms between two keys.`,
    slow: (ms: number) => `${ms} ms between two keys: set the delay between characters to 0.`,
    aim: (id: string) => `Sends AIM identifiers: ${id}.`,
    noAim: 'Sends no AIM identifiers.',
    readAs: (what: string) => `Read as: ${what}`,
    sheet: 'Commands',
    sheetLead: 'Print this sheet and lay it beside the readers.',
    save: 'Save as PDF',
    print: 'Print the sheet',
  },
}
