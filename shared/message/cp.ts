// The CP bootstrap message: a `wap-provisioningdoc` in WBXML.
import { decode, encode } from '../codec'
import { Failed } from '../failure'
import { compactWbxml, wbxml } from '../wbxml/codec'
import { cpDialect, cpPublicId } from '../wbxml/cp'
import { type Element, elementsOf } from '../wbxml/tree'
import type { AccessPoint, NetworkProxy, Provisioning, ServerAccount } from './account'
import { accountOfApplication, applicationOf, dmApplication } from './cp-account'
import { bootstrapOf, napOf, othersOf, pointOf, proxyOf, readProvisioning, readProxy } from './cp-connection'
import { type Characteristic, type CpDocument, cpDocument, valueIn } from './cp-document'
import { objectOf } from './dm1-read'
import { nodeOfAccessPoint, nodeOfAccount } from './dmacc1'
import type { WbxmlForm } from './format'
import type { MoObject } from './mo'

export type CpContent = {
  readonly accounts: readonly ServerAccount[]
  readonly accessPoints: readonly AccessPoint[]
  readonly proxies: readonly NetworkProxy[]
  readonly provisioning: Provisioning
}

/** ProvCont 1.1 is where APPLICATION begins. */
export const documentOf = ({ accounts, accessPoints, proxies, provisioning }: CpContent): CpDocument => ({
  version: '1.1',
  characteristics: [
    ...bootstrapOf(provisioning),
    ...proxies.map(proxyOf),
    ...accessPoints.map(napOf),
    ...accounts.map(applicationOf),
    ...othersOf(provisioning),
  ],
})

/** WBXML 1.3, UTF-8. */
export const encodeCp = (root: Element, form: WbxmlForm = 'plain', isShared: (text: string) => boolean = () => true) =>
  encode(form === 'plain' ? wbxml(cpDialect) : compactWbxml(cpDialect, isShared), {
    version: 0x03,
    publicId: cpPublicId,
    charset: 0x6a,
    root,
  })

export const openCp = (bytes: Uint8Array): Element => decode(wbxml(cpDialect), bytes).root

export type ReadCp = CpContent & { readonly objects: readonly MoObject[]; readonly warnings: readonly string[] }

/** Reads all we know in a document; one without an account, an access point or a proxy is refused. */
export function readCp(root: Element): ReadCp {
  const { characteristics } = cpDocument.read(root)
  const of = (kind: string): readonly Characteristic[] => characteristics.filter(({ type }) => type === kind)
  const applications = of('APPLICATION')
  const found = applications.filter((one) => valueIn(one, 'APPID') === dmApplication).map(accountOfApplication)
  const accounts = found.map(({ account }) => account)
  const twice = accounts.find(({ id }, at) => accounts.findIndex((other) => other.id === id) < at)
  if (twice !== undefined) throw invalid('APPLICATION/PROVIDER-ID', 'srvid-twice')
  const accessPoints = of('NAPDEF').map(pointOf)
  const proxies = of('PXLOGICAL').map(readProxy)
  if (accounts.length + accessPoints.length + proxies.length === 0) throw invalid('', 'no-supported-item')
  return {
    accounts,
    accessPoints,
    proxies,
    provisioning: readProvisioning(characteristics),
    objects: objectsOf(accounts, accessPoints),
    warnings: [...strangersIn(root), ...warningsOf(characteristics), ...found.flatMap(({ warnings }) => warnings)],
  }
}

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })

/** The objects a device makes of a document (DM Standardized Objects 1.3, appendix C). */
const objectsOf = (accounts: readonly ServerAccount[], points: readonly AccessPoint[]): readonly MoObject[] =>
  [...accounts.map((account, at) => nodeOfAccount(`dms${at + 1}`, account)), ...points.map(nodeOfAccessPoint)].map(
    objectOf,
  )

/** Elements of Windows, which no other device does anything with. */
const strangersIn = (element: Element): readonly string[] =>
  elementsOf(element).flatMap((child) => [
    ...(child.tag === 'characteristic' || child.tag === 'parm' ? [] : [`unknown-node: ${child.tag}`]),
    ...strangersIn(child),
  ])

const known = ['APPLICATION', 'NAPDEF', 'PXLOGICAL', 'BOOTSTRAP', 'CLIENTIDENTITY', 'VENDORCONFIG']

const warningsOf = (all: readonly Characteristic[]): readonly string[] => [
  ...all.filter(({ type }) => !known.includes(type)).map(({ type }) => `unknown-node: ${type}`),
  ...all
    .filter((one) => one.type === 'APPLICATION' && valueIn(one, 'APPID') !== dmApplication)
    .map((one) => `application-ignored: ${valueIn(one, 'APPID') ?? ''}`),
]
