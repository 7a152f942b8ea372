// Large inputs for fuzzing: what a stranger may put into 128 KB to keep a reader busy.

export const largest = 131_072

const bytes = (...parts) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))
const times = (count, part) => Array.from({ length: count }, (_, at) => (typeof part === 'function' ? part(at) : part))

const many = (count, part) => Buffer.concat(times(count, part).map((one) => bytes(one)))

/** WBXML 1.3, 5.1. */
function integer(value) {
  const groups = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift(128 + (rest % 128))
  return groups
}
const inline = (text) => bytes([0x03], text, [0])
const opaque = (content) => bytes([0xc3], integer(content.length), content)
const wbxml = (header, table, body) => bytes(header, integer(table.length), table, body)

const syncml = (table, ...body) => wbxml([0x02, 0xa4, 0x01, 0x6a], table, bytes([0x6d], ...body, [0x01]))
const provisioning = (table, ...body) =>
  wbxml([0x03, 0x0b, 0x6a], table, bytes([0x45, 0xc6, 0x57, 0x01], ...body, [0x01, 0x01]))
const tree = (table, ...body) => wbxml([0x02, 0x01, 0x6a], table, bytes([0x00, 0x02, 0x60], ...body, [0x01]))

const item = (data) =>
  bytes(
    [0x45, 0x4b],
    inline('1'),
    [0x01, 0x54, 0x6e, 0x57],
    inline('./Inbox'),
    [0x01, 0x01, 0x4f],
    data,
    [0x01, 0x01, 0x01],
  )
const message = (...data) => syncml('', [0x6c, 0x01, 0x6b], ...data.map(item), [0x01])
const leaf = (name, value) => bytes([0x64, 0x66], inline(name), [0x01, 0x76], inline(value), [0x01, 0x01])
const account = (...leaves) =>
  tree(
    '',
    [0x64, 0x66],
    inline('a'),
    [0x01, 0x6f, 0x75, 0x51],
    inline('urn:oma:mo:oma-dm-dmacc:1.0'),
    [0x01, 0x01, 0x01],
    ...leaves,
    [0x01],
  )
const node = (name, ...children) => bytes([0x64, 0x66], inline(name), [0x01], ...children, [0x01])
const server = (at) =>
  account(
    leaf('ServerID', `s${at}`),
    leaf('PrefConRef', `./Inbox/n${at}`),
    node('AppAddr', node('1', leaf('Addr', 'https://a/'))),
  )
const flat = (count) =>
  tree(
    '',
    many(count, (at) =>
      bytes([0x64, 0x66], inline(`n${at}`), [0x01, 0x6c], inline(at % 7 ? 'n0/a/b' : ''), [0x01, 0x01]),
    ),
  )
const long = (count) => bytes('A'.repeat(count), [0])

/** Each takes a number from 0 to 1: how large it is to be. */
const sizes = {
  dm1: [
    (part) => syncml(long(60_000 * part), [0x4f], many(15_000, [0x83, 0x00]), [0x01]),
    (part) => syncml(long(70_000 * part), many(15_000, [0x04, 0x00])),
    (part) => syncml('', many(100_000 * part, [0x6d])),
    (part) => syncml('', many(32_000 * part, [0x00, 0x01, 0x00, 0x00])),
    (part) => syncml('', many(120_000 * part, [0x05])),
    (part) => syncml('', [0x4f], many(40_000 * part, inline('a')), [0x01]),
    (part) => message(...times(700 * part, opaque(tree(long(60), many(20, [0x76, 0x83, 0x00, 0x01]))))),
    (part) => message(opaque(account(many(2_500 * part, (at) => leaf('AAuthSecret', `secret ${at}`))))),
    (part) => message(opaque(account(many(2_000 * part, (at) => leaf(`PrefConRef`, `./Inbox/n${at}`))))),
    (part) => message(...times(400 * part, (at) => opaque(server(at)))),
    (part) => message(inline(account(many(1_500 * part, (at) => leaf('AAuthSecret', `s${at}`))).toString('base64'))),
    (part) => message(opaque(flat(3_000 * part))),
    (part) => message(...times(1_500 * part, (at) => inline(`data ${at}`))),
  ],
  cp: [
    (part) => provisioning(long(60_000 * part), [0x87, 0x07, 0x06], many(15_000, [0x83, 0x00]), [0x01]),
    (part) =>
      wbxml(
        [0x03, 0x0b, 0x6a],
        long(70_000 * part),
        bytes(
          [0x85],
          many(19_000, (at) => bytes([0x04], integer(at))),
          [0x01],
        ),
      ),
    (part) =>
      provisioning(
        '',
        many(3_500 * part, (at) => bytes([0x87, 0x0e, 0x06], inline(`secret ${at}`), [0x01])),
      ),
    (part) =>
      provisioning(
        '',
        many(500 * part, (at) => bytes([0x87, 0x0e, 0x06], inline('A'.repeat(at)), [0x01])),
      ),
    (part) => provisioning('', many(100_000 * part, [0xc6, 0x57, 0x01])),
    (part) =>
      provisioning(
        '',
        [0x01],
        many(2_000 * part, (at) => bytes([0xc6, 0x55, 0x01, 0x87, 0x11, 0x06], inline(`nap ${at}`), [0x01, 0x01])),
        [0xc6, 0x57, 0x01],
      ),
  ],
  json: [
    (part) => `[${times(40_000 * part, '{}').join()}]`,
    (part) =>
      `[${times(1_700 * part, (at) => `{"ClientURI":"urn:oma:mo:oma-dcmo:1.0//","MOData":{"x":{"Group":"${at}"}}}`).join()}]`,
    (part) =>
      `[{"ClientURI":"urn:oma:mo:oma-dm-dmacc:1.2//","MOData":{"x":{"Ext":{"Secret":{${times(6_000 * part, (at) => `"k${at}":"s${at}"`).join()}}}}}}]`,
    (part) => `[{"Secret":{${times(450 * part, (at) => `"k${at}":"${'s'.repeat(at)}"`).join()}}}]`,
    (part) => `["${'\\u0041'.repeat(20_000 * part)}"]`,
    (part) => `${'['.repeat(100_000 * part)}`,
    (part) => `{${times(9_000 * part, (at) => `"k${at}":1`).join()}}`,
    (part) => `["${'a://b:c'.repeat(18_000 * part)}"]`,
  ],
  xml: [
    (part) => `<SyncML>${'<a>'.repeat(40_000 * part)}`,
    (part) => `<SyncML>${'&#65;'.repeat(25_000 * part)}</SyncML>`,
    (part) => `<SyncML>${'a<!---->'.repeat(15_000 * part)}</SyncML>`,
    (part) => `<wap-provisioningdoc ${times(11_000 * part, (at) => `a${at}="1"`).join(' ')}/>`,
    (part) =>
      `<wap-provisioningdoc><characteristic type="X">${times(2_500 * part, (at) => `<parm name="PIN" value="s${at}"/>`).join('')}</characteristic></wap-provisioningdoc>`,
    (part) => `${' '.repeat(130_000 * part)}<SyncML/>`,
    (part) =>
      `<MgmtTree>${times(1_900 * part, (at) => `<Node><NodeName>n${at}</NodeName><Path>n0/a/${at % 5}</Path></Node>`).join('')}</MgmtTree>`,
  ],
}

/** Of a kind, or, where there is none, a good input again and again. */
export function largeInput(kind, seeds, random) {
  const makers = sizes[kind] ?? []
  const pick = random(makers.length + 1)
  const part = (1 + random(1_000)) / 1_000
  const made = makers[pick]?.(part) ?? repeated(seeds[random(Math.max(1, seeds.length))], part)
  return Buffer.from(made).subarray(0, largest)
}

/** All of it, or a piece of its middle. */
function repeated(seed = Buffer.from([0]), part) {
  const count = Math.ceil((largest * part) / Math.max(1, seed.length))
  return many(count, seed)
}
