// APPLICATION w7 and what an account means in it (OMA CP AC w7; DM Standardized Objects 1.3, appendix C).
import { fromBase64, toBase64 } from '../base64'
import { Failed } from '../failure'
import { secret } from '../secret'
import { utf8 } from '../utf8'
import { type AuthType, authTypes, type Credential, type ServerAccount } from './account'
import { type Characteristic, childrenOf, group, parameter, valueIn } from './cp-document'
import { portOf, portWarnings, secretText, withPort } from './dmacc1'

export const dmApplication = 'w7'

/** AAUTHLEVEL names who is asked: APPSRV is what the client shows the server, CLIENT what the server shows the client. */
const levels = { client: 'APPSRV', server: 'CLIENT' } as const

/** Parameters that only Windows has (its w7 APPLICATION configuration service provider). */
export const windowsParameters = [
  'BACKCOMPATRETRYDISABLED',
  'CONNRETRYFREQ',
  'DEFAULTENCODING',
  'INITIALBACKOFFTIME',
  'MAXBACKOFFTIME',
  'PROTOVER',
  'ROLE',
  'USEHWDEVID',
  'SSLCLIENTCERTSEARCHCRITERIA',
] as const

const isOfWindows = (name: string): boolean => windowsParameters.some((known) => known === name)

export const applicationOf = (account: ServerAccount): Characteristic =>
  group(
    'APPLICATION',
    [
      { name: 'APPID', value: dmApplication },
      { name: 'PROVIDER-ID', value: account.id },
      { name: 'NAME', value: account.name },
      ...parameter('TO-NAPID', account.accessPoint),
      ...parameter('TO-PROXY', account.proxy),
      ...(account.session === 'at-once' ? [{ name: 'INIT' }] : []),
      ...(account.windows ?? []),
    ],
    group(
      'APPADDR',
      [{ name: 'ADDR', value: account.url }],
      group('PORT', [{ name: 'PORTNBR', value: portOf(account.url) }]),
    ),
    ...(account.client === undefined ? [] : [authOf(levels.client, account.client)]),
    ...(account.server === undefined ? [] : [authOf(levels.server, account.server)]),
  )

/** AAUTHDATA is the nonce in base64. */
const authOf = (level: string, { type = 'DIGEST', name, secret, nonce }: Credential): Characteristic =>
  group('APPAUTH', [
    { name: 'AAUTHLEVEL', value: level },
    { name: 'AAUTHTYPE', value: type },
    { name: 'AAUTHNAME', value: name },
    { name: 'AAUTHSECRET', value: secretText(secret.reveal(), `APPLICATION/APPAUTH/${level}/AAUTHSECRET`) },
    ...parameter('AAUTHDATA', nonce && toBase64(nonce.reveal())),
  ])

type Found = { readonly account: ServerAccount; readonly warnings: readonly string[] }

/** Reads the account back. Fails with `message.invalid`, reason `leaf-missing` and the path of what is not there. */
export function accountOfApplication(application: Characteristic): Found {
  const [address] = childrenOf(application, 'APPADDR')
  const [group] = address ? childrenOf(address, 'PORT') : []
  const port = group && valueIn(group, 'PORTNBR')
  const url = required(address && valueIn(address, 'ADDR'), valueIn(application, 'ADDR'), 'APPLICATION/APPADDR/ADDR')
  const id = required(valueIn(application, 'PROVIDER-ID'), undefined, 'APPLICATION/PROVIDER-ID')
  const credentials = childrenOf(application, 'APPAUTH').map(credentialOf)
  const client = credentials.find(({ level }) => level === levels.client)
  const server = credentials.find(({ level }) => level === levels.server)
  const windows = application.parameters.filter(({ name }) => isOfWindows(name))
  const asksSession = application.parameters.some(({ name }) => name === 'INIT')
  return {
    account: {
      id,
      url: withPort(url, port),
      name: valueIn(application, 'NAME') ?? id,
      rights: [],
      client: client?.credential,
      server: server?.credential,
      accessPoint: valueIn(application, 'TO-NAPID'),
      proxy: valueIn(application, 'TO-PROXY'),
      ...(asksSession && { session: 'at-once' }),
      ...(windows.length > 0 && { windows }),
    },
    warnings: [
      ...(/^https:/i.test(url) ? [] : ['insecure-uri: APPLICATION/APPADDR/ADDR']),
      ...portWarnings(url, port, 'APPLICATION/APPADDR/PORT/PORTNBR'),
      ...credentials
        .filter((one) => one !== client && one !== server)
        .map(({ level }) => `unknown-node: APPAUTH/${level}`),
      ...credentials.flatMap(({ warnings }) => warnings),
      ...unknownIn(application),
    ],
  }
}

const parameters = ['APPID', 'PROVIDER-ID', 'NAME', 'ADDR', 'TO-NAPID', 'TO-PROXY', 'INIT']
const groups = ['APPADDR', 'APPAUTH']

const unknownIn = (application: Characteristic): readonly string[] =>
  [
    ...application.parameters
      .filter(({ name }) => !parameters.includes(name) && !isOfWindows(name))
      .map(({ name }) => name),
    ...application.children.filter(({ type }) => !groups.includes(type)).map(({ type }) => type),
  ].map((name) => `unknown-node: APPLICATION/${name}`)

function credentialOf(auth: Characteristic) {
  // without a level it is HTTP's own
  const level = valueIn(auth, 'AAUTHLEVEL') ?? 'HTTP'
  const data = valueIn(auth, 'AAUTHDATA')
  const nonce = data === undefined ? undefined : nonceOf(data)
  const named = valueIn(auth, 'AAUTHTYPE')?.split(',')[0] ?? 'DIGEST'
  const credential: Credential = {
    name: valueIn(auth, 'AAUTHNAME') ?? '',
    secret: secret(utf8(valueIn(auth, 'AAUTHSECRET') ?? '')),
    nonce: nonce && secret(nonce.bytes),
    ...(isAuthType(named) && named !== 'DIGEST' && { type: named }),
  }
  const warnings = [
    ...(nonce?.isText ? [`base64-form: APPAUTH/${level}/AAUTHDATA`] : []),
    ...(isAuthType(named) ? [] : [`unknown-type: APPAUTH/${level}/AAUTHTYPE`]),
  ]
  return { level, credential, warnings }
}

const isAuthType = (name: string): name is AuthType => authTypes.some((type) => type === name)

/** Some writers put the nonce itself where its base64 belongs. */
function nonceOf(data: string): { readonly bytes: Uint8Array; readonly isText: boolean } {
  try {
    return { bytes: fromBase64(data), isText: false }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { bytes: utf8(data), isText: true }
  }
}

function required(value: string | undefined, otherwise: string | undefined, path: string): string {
  const found = value || otherwise
  if (!found) throw new Failed({ code: 'message.invalid', path, reason: 'leaf-missing' })
  return found
}
