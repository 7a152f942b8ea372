import type { Layout } from '../../identity/layout'

const keyboards: Readonly<Record<Layout, string>> = {
  us: 'English (US)',
  de: 'German',
  fr: 'French',
  ar: 'Arabic',
}

export const scan = {
  /** Why a scan was not taken, and what to do. */
  refused: {
    checkDigit: 'The check digit does not fit.',
    checkDigitDo: 'Scan it again, or compare it with the label.',
    compare: (places: readonly string[]) => `Compare these first: ${places.join(', ')}.`,
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
      `Nothing was taken. Set the scanner to ${keyboards[computer]}: F1 goes to its set-up page.`,
    unknown: 'This is no identity of a device.',
    unknownDo: 'Scan the IMEI, MEID, ESN or UUID on the device or its box.',
  },
  /** How a device was told, where it was not spelt in the usual way. */
  as: { imeisv: 'IMEI of an IMEISV, without a check digit', decimal: 'From its decimal form, without a check digit' },
  /** What a hand typed is asked for again. */
  proof: {
    title: 'Typed, not scanned.',
    last: (digits: number) => `Type the last ${digits} digits again and press Enter, or scan it.`,
    all: 'Type all of it again and press Enter, or scan it.',
    differs: (place: number) => `Character ${place} is not the same as before. Compare it with the label.`,
    again: (typed: string) => `Typed again: ${typed === '' ? 'nothing yet' : typed}`,
  },
}
