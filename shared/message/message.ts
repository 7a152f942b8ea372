// One door to every format of bootstrap message.
import { withoutPadding } from '../bytes'
import { Failed } from '../failure'
import { type DeviceId, devIdOf } from '../identity/device'
import { type Secret, secret } from '../secret'
import { utf8 } from '../utf8'
import type { AccessPoint, ServerAccount } from './account'
import { composeDm1, readDm1, treesOf } from './dm1'
import { objectsOf, readDm2, textOfObjects } from './dm2'
import { accessPointOfObject, accountOfObject, objectOfAccessPoint, objectOfAccount, trspWarnings } from './dm2-account'
import { dmaccMoid, napMoid } from './dm2-schema'
import type { Format } from './format'
import { knownFormatOf, notBuilt } from './known'
import type { MoObject } from './mo'
import { wordsOf } from './warning'

export type MessageContent = {
  readonly format: Format
  readonly device: DeviceId
  readonly accounts: readonly ServerAccount[]
  readonly accessPoints: readonly AccessPoint[]
}

/** What a message says. `objects` are the management objects a device would store, secrets in clear: hence a `Secret`. */
export type ReadMessage = {
  readonly format: Format
  readonly accounts: readonly ServerAccount[]
  readonly accessPoints: readonly AccessPoint[]
  readonly objects: Secret<readonly MoObject[]>
  /** A code, then where: `leaf-alias: ServerID`. */
  readonly warnings: readonly string[]
}

/** The bytes for a card. The same content always gives the same bytes. */
export function composeMessage({ format, device, accounts, accessPoints }: MessageContent): Uint8Array {
  const [first] = accounts
  if (first === undefined)
    throw new Failed({ code: 'message.invalid', path: 'servers', reason: 'a message needs a server' })
  switch (format) {
    case 'dm2':
      return composeDm2(accounts, accessPoints)
    case 'dm1':
      return composeDm1({ target: devIdOf(device), source: first.url, trees: treesOf(accounts, accessPoints) })
    case 'cp':
      throw notBuilt
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
  const whole = withoutPadding(bytes)
  const format = knownFormatOf(whole)
  if (format === 'dm2') return readAsDm2(whole)
  const { objects, ...content } = readDm1(whole)
  return { format, ...content, objects: secret(objects) }
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
    objects: secret(objects),
    warnings: warnings.map(wordsOf),
  }
}

export { mergeMessages } from './merge'
export { type Rendering, showMessage } from './show'
