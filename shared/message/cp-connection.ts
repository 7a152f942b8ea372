// NAPDEF and PXLOGICAL: how a device connects (ProvCont 1.1).
import { secret } from '../secret'
import { utf8 } from '../utf8'
import type { AccessPoint, Login, NetworkProxy, Parameter, Provisioning } from './account'
import { type Characteristic, childrenOf, group, parameter, valueIn } from './cp-document'
import { secretText } from './dmacc1'

export const napOf = ({ id, name, apn, login }: AccessPoint): Characteristic =>
  group(
    'NAPDEF',
    [
      { name: 'NAPID', value: id },
      { name: 'BEARER', value: 'GSM-GPRS' },
      { name: 'NAME', value: name },
      { name: 'NAP-ADDRESS', value: apn },
      { name: 'NAP-ADDRTYPE', value: 'APN' },
    ],
    ...(login === undefined ? [] : [loginOf('NAPAUTHINFO', ['AUTHTYPE', 'AUTHNAME', 'AUTHSECRET'], login)]),
  )

export const proxyOf = (proxy: NetworkProxy): Characteristic =>
  group(
    'PXLOGICAL',
    [
      { name: 'PROXY-ID', value: proxy.id },
      { name: 'NAME', value: proxy.name },
      ...parameter('STARTPAGE', proxy.startPage),
    ],
    ...(proxy.login === undefined
      ? []
      : [loginOf('PXAUTHINFO', ['PXAUTH-TYPE', 'PXAUTH-ID', 'PXAUTH-PW'], proxy.login)]),
    group(
      'PXPHYSICAL',
      [
        { name: 'PHYSICAL-PROXY-ID', value: proxy.id },
        { name: 'PXADDR', value: proxy.address },
        { name: 'PXADDRTYPE', value: proxy.addressType },
        ...parameter('TO-NAPID', proxy.accessPoint),
      ],
      ...(proxy.port === undefined ? [] : [group('PORT', [{ name: 'PORTNBR', value: proxy.port }])]),
    ),
  )

type LoginNames = readonly [type: string, name: string, secret: string]

const loginOf = (type: string, [typeName, userName, secretName]: LoginNames, login: Login): Characteristic =>
  group(type, [
    { name: typeName, value: login.type },
    { name: userName, value: login.name },
    { name: secretName, value: secretText(login.secret.reveal(), `${type}/${secretName}`) },
  ])

function readLogin(group: Characteristic | undefined, [type, name, password]: LoginNames): Login | undefined {
  return (
    group && {
      type: valueIn(group, type) ?? '',
      name: valueIn(group, name) ?? '',
      secret: secret(utf8(valueIn(group, password) ?? '')),
    }
  )
}

export function pointOf(nap: Characteristic): AccessPoint {
  const id = valueIn(nap, 'NAPID') ?? ''
  const login = readLogin(childrenOf(nap, 'NAPAUTHINFO')[0], ['AUTHTYPE', 'AUTHNAME', 'AUTHSECRET'])
  return {
    id,
    name: valueIn(nap, 'NAME') ?? id,
    apn: valueIn(nap, 'NAP-ADDRESS') ?? '',
    ...(login && { login }),
  }
}

export function readProxy(logical: Characteristic): NetworkProxy {
  const id = valueIn(logical, 'PROXY-ID') ?? ''
  const [physical] = childrenOf(logical, 'PXPHYSICAL')
  const [port] = physical ? childrenOf(physical, 'PORT') : []
  return {
    id,
    name: valueIn(logical, 'NAME') ?? id,
    address: (physical && valueIn(physical, 'PXADDR')) ?? '',
    addressType: (physical && valueIn(physical, 'PXADDRTYPE')) ?? 'IPV4',
    port: port && valueIn(port, 'PORTNBR'),
    accessPoint: physical && valueIn(physical, 'TO-NAPID'),
    startPage: valueIn(logical, 'STARTPAGE'),
    login: readLogin(childrenOf(logical, 'PXAUTHINFO')[0], ['PXAUTH-TYPE', 'PXAUTH-ID', 'PXAUTH-PW']),
  }
}

type Named = { readonly name: string; readonly parameters: readonly Parameter[] }

const namedGroup = (type: string, { name, parameters }: Named): Characteristic =>
  group(type, [{ name: 'NAME', value: name }, ...parameters])

const readNamed = (found: Characteristic): Named => ({
  name: valueIn(found, 'NAME') ?? '',
  parameters: found.parameters.filter(({ name }) => name !== 'NAME'),
})

/** What stands before the applications, and what after them. */
export const bootstrapOf = ({ bootstrap }: Provisioning): readonly Characteristic[] =>
  bootstrap === undefined ? [] : [namedGroup('BOOTSTRAP', bootstrap)]

export const othersOf = ({ clientId, vendorConfigs = [] }: Provisioning): readonly Characteristic[] => [
  ...(clientId === undefined ? [] : [group('CLIENTIDENTITY', [{ name: 'CLIENT-ID', value: clientId }])]),
  ...vendorConfigs.map((config) => namedGroup('VENDORCONFIG', config)),
]

export function readProvisioning(all: readonly Characteristic[]): Provisioning {
  const bootstrap = all.find(({ type }) => type === 'BOOTSTRAP')
  const identity = all.find(({ type }) => type === 'CLIENTIDENTITY')
  const vendorConfigs = all.filter(({ type }) => type === 'VENDORCONFIG').map(readNamed)
  return {
    ...(bootstrap && { bootstrap: readNamed(bootstrap) }),
    ...(identity && { clientId: valueIn(identity, 'CLIENT-ID') }),
    ...(vendorConfigs.length > 0 && { vendorConfigs }),
  }
}
