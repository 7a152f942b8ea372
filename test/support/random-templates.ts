import fc from 'fast-check'
import { concat, fromHex } from '../../shared/bytes'
import { parseDevice } from '../../shared/identity/device'
import { type InstantiateOrder, parseTemplate } from '../../shared/template'
import { utf8 } from '../../shared/utf8'
import { lines, serverIds } from './accounts'

/** A text without variables, one that is a variable, one with a variable in it. */
const texts = fc.oneof(
  lines.map((line) => line.replace(/[{}]/g, '.')),
  fc.constant('{word}'),
  fc.constant('for {deviceValue}'),
  fc.constant('{devId}'),
)
const ids = fc.oneof(serverIds, fc.constant('{host}'))
const urls = fc.oneof(
  serverIds.map((host) => `https://${host}/dm`),
  fc.constantFrom('https://{host}/dm', 'https://{host}:8443/dm', '{url}'),
)
const secrets = fc.oneof(
  fc.constantFrom({ variable: 'key' }, { derived: 'purpose' }, { derived: 'other' }),
  lines.map((fixed) => ({ fixed })),
)
const credentials = fc.record(
  { name: texts, secret: secrets, nonce: secrets, type: fc.constantFrom('DIGEST', 'HMAC', 'HTTP-BASIC') },
  { requiredKeys: ['name', 'secret'] },
)
const servers = fc.record(
  {
    id: ids,
    url: urls,
    name: texts,
    rights: fc.constant(['*']),
    credentials: fc.record({ client: credentials, server: credentials }, { requiredKeys: [] }),
    notification: fc.record({ data: texts, secret: secrets }),
  },
  { requiredKeys: ['id', 'url', 'name', 'rights', 'credentials'] },
)
const points = fc.record({ id: fc.constantFrom('net', 'other'), name: texts, apn: serverIds })
const documents = fc.record({
  format: fc.constantFrom('cp', 'dm1'),
  wbxml: fc.constantFrom('plain', 'compact'),
  servers: fc.uniqueArray(servers, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
  accessPoints: fc.uniqueArray(points, { maxLength: 2, selector: ({ id }) => id }),
})
const variables = fc.record({
  word: fc.oneof(lines, fc.constantFrom('DIGEST', 'GSM-GPRS', 'a,b', 'AAA,HA')),
  host: serverIds,
  url: serverIds.map((host) => `https://${host}:99/x`),
  key: fc.oneof(lines, fc.constantFrom('DIGEST', 'PAP')),
})
const devices = fc.constantFrom('imei:490154203237518', 'imei:493005100592800', 'meid:A0000000002329').map(parseDevice)

/** Templates of CP and DM 1.2 with every kind of text and secret, each with a device and its variables. */
export const randomTemplates: fc.Arbitrary<InstantiateOrder> = fc
  .tuple(documents, variables, devices)
  .filter(([{ servers }, { host }]) => !servers.some(({ id }) => id === host))
  .map(([{ format, wbxml, ...document }, given, device]) => ({
    template: parseTemplate(
      JSON.stringify({
        bootstation: 1,
        name: 'random',
        title: 'Random',
        card: { format, wbxml },
        variables: {
          word: { type: 'text' },
          host: { type: 'text' },
          url: { type: 'url' },
          key: { type: 'secret' },
        },
        ...document,
      }),
    ),
    device,
    variables: given,
    derive: (purpose, whose) => concat(fromHex('00FFC1'), utf8(`${purpose} of ${whose}`)),
  }))
