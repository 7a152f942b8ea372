// One door to every format of bootstrap message.
import { withoutPadding } from '../bytes'
import { Failed } from '../failure'
import { type DeviceId, devIdOf } from '../identity/device'
import { type Secret, secret } from '../secret'
import { utf8 } from '../utf8'
import type { Element } from '../wbxml/tree'
import type { AccessPoint, NetworkProxy, Provisioning, ServerAccount } from './account'
import { documentOf, encodeCp, readCp } from './cp'
import { cpDocument } from './cp-document'
import { compactDm1, composeDm1, type Dm1Encoding, plainDm1, treesOf } from './dm1'
import { readDm1Root } from './dm1-read'
import { objectsOf, readDm2, textOfObjects } from './dm2'
import { accessPointOfObject, accountOfObject, objectOfAccessPoint, objectOfAccount, trspWarnings } from './dm2-account'
import { dmaccMoid, napMoid } from './dm2-schema'
import type { Format, WbxmlForm } from './format'
import type { MoObject } from './mo'
import { openMessage } from './open'
import { wordsOf } from './warning'

export type MessageContent = {
  readonly format: Format
  readonly device: DeviceId
  readonly accounts: readonly ServerAccount[]
  readonly accessPoints: readonly AccessPoint[]
  readonly proxies?: readonly NetworkProxy[] | undefined
  readonly provisioning?: Provisioning | undefined
  /** Absent is `plain`. */
  readonly wbxml?: WbxmlForm | undefined
}

/** What a message says. `objects` are the management objects a device would store, secrets in clear: hence a `Secret`. */
export type ReadMessage = {
  readonly format: Format
  readonly accounts: readonly ServerAccount[]
  readonly accessPoints: readonly AccessPoint[]
  readonly proxies: readonly NetworkProxy[]
  readonly provisioning: Provisioning
  readonly objects: Secret<readonly MoObject[]>
  /** A code, then where: `leaf-alias: ServerID`. */
  readonly warnings: readonly string[]
}

/** How elements become bytes: CP, and DM 1.2 with the documents in it. */
export type Encoders = { readonly cp: (root: Element) => Uint8Array; readonly dm1: Dm1Encoding }

/** A text that is not `isShared` is kept out of the string table of a compact message. */
export const encodersOf = (form: WbxmlForm = 'plain', isShared: (text: string) => boolean = () => true): Encoders => ({
  cp: (root) => encodeCp(root, form, isShared),
  dm1: form === 'plain' ? plainDm1 : compactDm1(isShared),
})

/** The bytes for a card. The same content always gives the same bytes. */
export const composeMessage = (content: MessageContent): Uint8Array =>
  composeWith(content, devIdOf(content.device), encodersOf(content.wbxml))

/** The same for a device under any name, in an encoding of one's own. */
export function composeWith(
  { format, accounts, accessPoints, proxies = [], provisioning = {} }: Omit<MessageContent, 'device'>,
  target: string,
  encoders: Encoders,
): Uint8Array {
  const [first] = accounts
  if (first === undefined)
    throw new Failed({ code: 'message.invalid', path: 'servers', reason: 'a message needs a server' })
  switch (format) {
    case 'dm2':
      return composeDm2(accounts, accessPoints)
    case 'dm1':
      return composeDm1({ target, source: first.url, trees: treesOf(accounts, accessPoints) }, encoders.dm1)
    case 'cp':
      return encoders.cp(cpDocument.write(documentOf({ accounts, accessPoints, proxies, provisioning })))
  }
}

const composeDm2 = (accounts: readonly ServerAccount[], points: readonly AccessPoint[]): Uint8Array =>
  utf8(
    textOfObjects([
      ...accounts.map((account, at) => objectOfAccount(`dms${at + 1}`, account)),
      ...points.map(objectOfAccessPoint),
    ]),
  )

/** Reads any bootstrap message by its first bytes; FF padding is cut before. Nothing there is `message.invalid`, reason `empty`. */
export function readMessage(bytes: Uint8Array): ReadMessage {
  const opened = openMessage(withoutPadding(bytes))
  switch (opened.format) {
    case 'dm2':
      return readAsDm2(opened.bytes)
    case 'dm1': {
      const { objects, ...content } = readDm1Root(opened.root)
      return { format: 'dm1', proxies: [], provisioning: {}, ...content, objects: secret(objects) }
    }
    case 'cp': {
      const { objects, ...content } = readCp(opened.root)
      return { format: 'cp', ...content, objects: secret(objects) }
    }
  }
}

function readAsDm2(bytes: Uint8Array): ReadMessage {
  const document = readDm2(bytes)
  const objects = objectsOf(document)
  const accounts = objects.filter(({ moid }) => moid === dmaccMoid)
  const warnings = [...document.warnings, ...accounts.flatMap(trspWarnings)]
  return {
    format: 'dm2',
    accounts: accounts.map(accountOfObject),
    accessPoints: objects.filter(({ moid }) => moid === napMoid).map(accessPointOfObject),
    proxies: [],
    provisioning: {},
    objects: secret(objects),
    warnings: warnings.map(wordsOf),
  }
}

export { mergeMessages } from './merge'
export { type Rendering, showMessage } from './show'
export { wbxmlOf, xmlDocumentOf } from './to-xml'
