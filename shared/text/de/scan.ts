import { RejectReason } from '../../batch'
import type { Command } from '../../identity/command'
import type { Layout } from '../../identity/layout'
import type { Text } from '../text'
import { line } from './line'

const keyboards: Readonly<Record<Layout, string>> = {
  us: 'Englisch (US)',
  de: 'Deutsch',
  fr: 'Französisch',
  ar: 'Arabisch',
}

const acts: Readonly<Record<Exclude<Command['act'], 'reject' | 'choose'>, string>> = {
  next: 'Weiter',
  back: 'Zurück',
  start: 'Start',
  pause: 'Pause',
  repeat: 'Dasselbe Gerät noch einmal',
  help: 'Tasten',
}

export const scan: Text['scan'] = {
  refused: {
    checkDigit: 'Die Prüfziffer stimmt nicht.',
    checkDigitDo: 'Noch einmal scannen oder mit dem Etikett vergleichen.',
    compare: (places) => `Eine Ziffer ist falsch, und am häufigsten falsch gelesen werden: ${places.join(', ')}.`,
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
      `Nichts wurde übernommen. Den Scanner auf ${keyboards[computer]} stellen: F1 zeigt den Weg zu seiner Einrichtung.`,
    unknown: 'Das ist keine Kennung eines Geräts.',
    unknownDo: 'IMEI, MEID, ESN oder UUID auf dem Gerät oder seiner Schachtel scannen.',
  },
  as: {
    imeisv: 'IMEI aus einer IMEISV, ohne Prüfziffer',
    decimal: 'Aus der dezimalen Form, ohne Prüfziffer',
    hex: 'In Hex, ohne Prüfziffer',
  },
  unguarded: 'Ohne Prüfziffer.',
  unguardedDo: 'Ein zweites Mal scannen.',
  proof: {
    title: 'Getippt, nicht gescannt.',
    last: (digits) =>
      `Die letzten ${digits} Ziffern noch einmal vom Etikett ablesen, hier eintippen und Enter drücken. Oder scannen.`,
    all: 'Alles noch einmal tippen und Enter drücken, oder scannen.',
    differs: (place) => `Stelle ${place} ist anders als zuvor. Mit dem Etikett vergleichen.`,
    again: (typed) => `Noch einmal getippt: ${typed === '' ? 'noch nichts' : typed}`,
  },
  command: (command) => {
    if (command.act === 'reject')
      return `Aussondern ${command.number}: ${line.reason[RejectReason.options[command.number - 1] ?? 'other']}`
    return command.act === 'choose' ? `Wählen: ${command.number}` : acts[command.act]
  },
  setUp: {
    title: 'Scanner einrichten',
    lead: 'Die drei Codes scannen, vom Bildschirm oder vom Papier.',
    tests: { plain: 'Buchstaben, Ziffern, Zeichen', gs1: 'GS1 mit Trennzeichen', label: 'Ein Etikett mit drei Zeilen' },
    waiting: 'Noch nicht gescannt',
    fits: 'Kommt richtig an.',
    layout: (scanner, computer) =>
      `Der Scanner steht auf ${keyboards[scanner]}. Seine Tastatur auf ${keyboards[computer]} stellen.`,
    faults: {
      caps: 'Groß- und Kleinbuchstaben sind vertauscht. Die Feststelltaste lösen.',
      capitals: 'Alle Buchstaben kommen groß an. Im Scanner die Umwandlung abschalten.',
      separators: 'Die Trennzeichen gehen verloren. Den Scanner FNC1 als GS senden lassen, 0x1D.',
      lines: 'Die Zeilenenden gehen verloren. Den Scanner sie als Enter senden lassen.',
      alt: 'Der Scanner tippt Alt und Zahlen. Das abschalten.',
      other: 'Das ist keiner der drei Codes.',
    },
    sent: 'Was der Scanner gesendet hat',
    nothing: 'Noch nichts. Jeder Code darf gescannt werden: hier wird er nur angesehen.',
    keys: 'Tasten in ihrer Reihenfolge',
    ends: {
      enter: 'Endet mit Enter.',
      tab: 'Endet mit Tab.',
      none: 'Endet mit nichts: nach kurzer Stille übernommen. Enter ist schneller.',
    },
    pace: (ms) => `Höchstens ${ms} ms zwischen zwei Tasten.`,
    slow: (ms) => `${ms} ms zwischen zwei Tasten: die Pause zwischen Zeichen auf 0 stellen.`,
    aim: (id) => `Sendet AIM-Kennungen: ${id}.`,
    noAim: 'Sendet keine AIM-Kennungen.',
    readAs: (what) => `Gelesen als: ${what}`,
    sheet: 'Befehle',
    sheetLead: 'Dieses Blatt drucken und neben die Leser legen.',
    save: 'Als PDF speichern',
    print: 'Blatt drucken',
  },
}
