const names = {
  imei: ['IMEI', 'IMEISV', 'IMEINO', 'IMEINUMBER'],
  // 8002: the identifier of a cellular mobile telephone, of whichever kind.
  device: ['IMEIMEID', 'MEIDIMEI', 'DEVICE', 'DEVICEID', 'DEVID', '8002'],
  meid: ['MEID', 'MEIDHEX', 'MEIDDEC'],
  esn: ['ESN', 'PESN', 'ESNHEX', 'ESNDEC'],
  uuid: ['UUID', 'GUID'],
  card: ['ICCID', 'CCID', 'SIM', 'SIMNO', 'SIMCARD', 'USIM'],
  eid: ['EID', 'EUICCID'],
  phone: ['TEL', 'PHONE', 'PHONENUMBER', 'MSISDN', 'MDN', 'MOBILE'],
  eui: ['MAC', 'MACADDRESS', 'WIFIMAC', 'WLANMAC', 'BTMAC', 'WIFI', 'WLAN', 'BT', 'BLUETOOTH', 'EUI', 'EUI48', 'EUI64'],
  gtin: ['GTIN', 'EAN', 'UPC', '01', '02'],
  serial: ['SN', 'SNR', 'SERIAL', 'SERIALNO', 'SERIALNUMBER', '21'],
  lot: ['LOT', 'BATCH', '10'],
  asset: ['ASSET', 'GIAI', '8004'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** What the name before a value says that the value is. */
export type Named = keyof typeof names

const kinds: ReadonlyMap<string, Named> = new Map(
  (Object.keys(names) as Named[]).flatMap((kind) => names[kind].map((name) => [name, kind] as const)),
)

/** Words as they stand on labels, `IMEI 1`, `S/N`, and application identifiers of GS1; undefined for any other. */
export function nameOf(name: string): Named | undefined {
  const bare = name.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return kinds.get(bare) ?? kinds.get(bare.replace(/\d+$/, ''))
}
