// Workbooks as spreadsheets write them, and zips as nobody should.
import { crc32, deflateRawSync } from 'node:zlib'

export type PartOf = { readonly name: string; readonly content: string | Uint8Array }

const u16 = (value: number) => [value & 0xff, (value >> 8) & 0xff]
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)]

/** APPNOTE 4.3: local headers with their data, the central directory, its end. */
export function zipOf(parts: readonly PartOf[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, content } of parts) {
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain)
    const spelt = Buffer.from(name)
    const about = [...u16(20), ...u16(0), ...u16(8), ...u32(0x21 << 16)]
    const sizes = [...u32(crc32(plain)), ...u32(packed.length), ...u32(plain.length), ...u16(spelt.length), ...u16(0)]
    local.push(Buffer.from([0x50, 0x4b, 3, 4, ...about, ...sizes]), spelt, packed)
    central.push(
      Buffer.from([
        0x50,
        0x4b,
        1,
        2,
        ...u16(20),
        ...about,
        ...sizes,
        ...u16(0),
        ...u16(0),
        ...u16(0),
        ...u32(0),
        ...u32(at),
      ]),
      spelt,
    )
    at += 30 + spelt.length + packed.length
  }
  const directory = Buffer.concat(central)
  const count = u16(parts.length)
  const end = Buffer.from([
    0x50,
    0x4b,
    5,
    6,
    0,
    0,
    0,
    0,
    ...count,
    ...count,
    ...u32(directory.length),
    ...u32(at),
    0,
    0,
  ])
  return Buffer.concat([...local, directory, end])
}

const workbook = (sheets: string): string =>
  `<?xml version="1.0"?><workbook xmlns:r="r"><sheets>${sheets}</sheets></workbook>`
const relations = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`

export const sheetXml = (rows: string): string =>
  `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`

/** A workbook with one sheet of these rows. */
export const workbookOf = (rows: string, more: readonly PartOf[] = []): Buffer =>
  zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: workbook('<sheet name="Hidden" state="hidden" r:id="rId2"/><sheet name="Devices" r:id="rId1"/>'),
    },
    { name: 'xl/_rels/workbook.xml.rels', content: relations },
    { name: 'xl/worksheets/sheet1.xml', content: sheetXml(rows) },
    ...more,
  ])

export const sharedTexts = (texts: readonly string[]): PartOf => ({
  name: 'xl/sharedStrings.xml',
  content: `<sst>${texts.map((text) => `<si>${text}</si>`).join('')}</sst>`,
})

const rowOf = (device: string): string => `<row><c><v>${device}</v></c></row>`

/** A sheet of one device: some of its packed bytes changed, or whole, with the sum of another device's. */
export function damagedWorkbook(device: string, other?: string): Buffer {
  const book = workbookOf(rowOf(device))
  const name = 'xl/worksheets/sheet1.xml'
  const packedAt = book.indexOf(name) + name.length
  if (other === undefined) book.subarray(packedAt + 20, packedAt + 30).fill(0xff)
  // Of the central directory: the header is 46 bytes, and the sum the 17th of it.
  const sumAt = book.lastIndexOf(name) - 46 + 16
  if (other !== undefined) book.writeUInt32LE(crc32(sheetXml(rowOf(other))), sumAt)
  return book
}
