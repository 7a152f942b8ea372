import { isArray, isObject, type Json } from '../json'
import { utf8 } from '../utf8'
import { attributeOf, type Content, childNamed, type Element, text, textOf } from '../wbxml/tree'

/** Names of leaves that hold a secret or a nonce, in any format, and of whatever a vendor calls so. */
const secretNames = /secret|passw|^aauthdata$|^aauthsecret$|pw$/i
const isSecretName = (name: string): boolean => secretNames.test(name)
const bullets = '•••'

/** The same document with bullets for every secret leaf. */
export function hideJson(value: Json, isSecret = false): Json {
  if (isArray(value)) return value.map((item) => hideJson(item, isSecret))
  if (!isObject(value)) return isSecret && value !== '' ? bullets : value
  return new Map(Array.from(value, ([name, member]) => [name, hideJson(member, isSecret || isSecretName(name))]))
}

/** The secret leaves of a document, as its text spells them. */
export function secretsInJson(value: Json, isSecret = false): readonly Uint8Array[] {
  if (isArray(value)) return value.flatMap((item) => secretsInJson(item, isSecret))
  if (!isObject(value)) return isSecret ? [utf8(JSON.stringify(value).replace(/^"|"$/g, ''))] : []
  return Array.from(value, ([name, member]) => secretsInJson(member, isSecret || isSecretName(name))).flat()
}

const isSecretLeaf = (parent: Element, child: Element): boolean =>
  (child.tag === 'Value' && isSecretName(textOf(childNamed(parent, 'NodeName')) ?? '')) ||
  (child.tag === 'Data' && parent.tag === 'Cred') ||
  child.tag === 'NextNonce'

/** A parameter of CP that holds one. */
const isSecretParm = (element: Element): boolean =>
  element.tag === 'parm' && isSecretName(attributeOf(element, 'name') ?? '') && !!attributeOf(element, 'value')

const hideValue = (element: Element): Element => ({
  ...element,
  attributes: (element.attributes ?? []).map(({ name, value }) => ({
    name,
    value: name === 'value' ? bullets : value,
  })),
})

/** The same elements with bullets for every secret value. */
export const hideElement = (element: Element): Element => ({
  ...(isSecretParm(element) ? hideValue(element) : element),
  children: element.children.map((child) => {
    if (child.kind !== 'element') return child
    return isSecretLeaf(element, child) && child.children.length > 0
      ? { ...child, children: [text(bullets)] }
      : hideElement(child)
  }),
})

/** The secret values of a message, as its bytes hold them. */
export const secretsInElement = (element: Element): readonly Uint8Array[] => [
  ...(isSecretParm(element) ? [utf8(attributeOf(element, 'value') ?? '')] : []),
  ...element.children.flatMap((child) => {
    if (child.kind !== 'element') return []
    return isSecretLeaf(element, child) ? child.children.map(bytesOf) : secretsInElement(child)
  }),
]

function bytesOf(content: Content): Uint8Array {
  if (content.kind === 'opaque') return content.bytes
  return content.kind === 'text' ? utf8(content.text) : new Uint8Array()
}

/** Which bytes to hide: every place a secret stands at. All of them, should one not be found as it is. */
export function hiddenBytes(bytes: Uint8Array, secrets: readonly Uint8Array[]): readonly boolean[] {
  const hidden = Array.from(bytes, () => false)
  for (const secret of secrets.filter(({ length }) => length > 0)) {
    const places = Array.from(bytes.keys()).filter((at) => secret.every((byte, index) => bytes[at + index] === byte))
    if (places.length === 0) return hidden.fill(true)
    for (const at of places) hidden.fill(true, at, at + secret.length)
  }
  return hidden
}
