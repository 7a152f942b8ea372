import type { Layout } from '../../identity/layout'
import type { Text } from '../text'

const keyboards: Readonly<Record<Layout, string>> = {
  us: 'Englisch (US)',
  de: 'Deutsch',
  fr: 'Französisch',
  ar: 'Arabisch',
}

export const scan: Text['scan'] = {
  refused: {
    checkDigit: 'Die Prüfziffer stimmt nicht.',
    checkDigitDo: 'Noch einmal scannen oder mit dem Etikett vergleichen.',
    compare: (places) => `Zuerst vergleichen: ${places.join(', ')}.`,
    swapped: (place, read, maybe) => `Ziffern ${place} und ${place + 1} (${read} oder ${maybe})`,
    misread: (place, read, maybe) => `Ziffer ${place} (${read} oder ${maybe})`,
    several: 'Auf diesem Etikett stehen zwei Geräte.',
    severalDo: 'Eines mit seiner Zifferntaste wählen oder seinen eigenen Code scannen.',
    card: 'Das ist eine Kartennummer.',
    cardDo: 'Das Gerät scannen. Die Kartennummer wird von der Karte selbst gelesen.',
    eid: 'Das ist die Nummer einer eSIM.',
    phone: 'Das ist eine Rufnummer.',
    product: {
      gtin: 'Das ist der Code eines Produkts.',
      serial: 'Das ist eine Seriennummer.',
      lot: 'Das ist die Nummer einer Charge.',
      asset: 'Das ist eine Inventarnummer.',
      eui: 'Das ist die Adresse einer Netzwerkschnittstelle.',
    },
    scanDevice: 'Den Code neben IMEI, MEID oder ESN scannen.',
    command: 'Dieser Befehl bedeutet hier nichts.',
    commandDo: 'Nichts wurde getan.',
    damaged: 'Dieser Befehl wurde falsch gelesen.',
    damagedDo: 'Nichts wurde getan. Noch einmal scannen.',
    layout: (scanner, computer) =>
      `Der Scanner tippt wie auf einer Tastatur für ${keyboards[scanner]}, dieser Rechner liest eine für ${keyboards[computer]}.`,
    layoutDo: (computer) =>
      `Nichts wurde übernommen. Den Scanner auf ${keyboards[computer]} stellen: F1 führt zu seiner Einrichtung.`,
    unknown: 'Das ist keine Kennung eines Geräts.',
    unknownDo: 'IMEI, MEID, ESN oder UUID auf dem Gerät oder seiner Schachtel scannen.',
  },
  as: { imeisv: 'IMEI aus einer IMEISV, ohne Prüfziffer', decimal: 'Aus der dezimalen Form, ohne Prüfziffer' },
  proof: {
    title: 'Getippt, nicht gescannt.',
    last: (digits) => `Die letzten ${digits} Ziffern noch einmal tippen und Enter drücken, oder scannen.`,
    all: 'Alles noch einmal tippen und Enter drücken, oder scannen.',
    differs: (place) => `Stelle ${place} ist anders als zuvor. Mit dem Etikett vergleichen.`,
    again: (typed) => `Noch einmal getippt: ${typed === '' ? 'noch nichts' : typed}`,
  },
}
