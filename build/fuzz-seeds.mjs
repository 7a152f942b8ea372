// What fuzzing begins with: good inputs of each decoder.
import { readdirSync, readFileSync } from 'node:fs'
import { inRoot } from './stamp.mjs'

const vectors = inRoot('test', 'vectors')

/** The bytes of the vectors whose names begin so. */
export const vectorsOf = (beginning) =>
  readdirSync(vectors)
    .filter((name) => name.startsWith(beginning) && name.endsWith('.hex'))
    .map((name) => Buffer.from(readFileSync(`${vectors}/${name}`, 'utf8').replace(/\s+/g, ''), 'hex'))

export const xmlVectors = () =>
  readdirSync(vectors)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => readFileSync(`${vectors}/${name}`))

export const jsonVectors = () => {
  const { bootstrap } = JSON.parse(readFileSync(`${vectors}/dm2.json`, 'utf8'))
  return bootstrap.map(({ expect }) => Buffer.from(expect.bytes ?? '', 'hex')).filter(({ length }) => length > 0)
}

export const templateVectors = () => [
  Buffer.from(
    JSON.stringify({
      bootstation: 1,
      name: 'torment',
      title: 'Torment {devId}',
      card: { format: 'cp', wbxml: 'compact' },
      variables: { apn: { type: 'text', default: 'a.example', pattern: '[a-z.]+' }, key: { type: 'secret' } },
      servers: [
        {
          id: 'dm.example.com',
          url: 'https://dm.example.com/dm',
          name: 'Example',
          rights: ['*'],
          credentials: { client: { name: '{devId}', secret: { variable: 'key' }, nonce: { derived: 'nonce' } } },
          accessPoint: 'net',
        },
      ],
      accessPoints: [{ id: 'net', name: 'Net', apn: '{apn}' }],
      sizeLimit: 4096,
    }),
  ),
]
