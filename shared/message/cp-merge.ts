import { attributeOf, type Element, elementsOf } from '../wbxml/tree'
import { readCp } from './cp'
import { type Characteristic, cpDocument, valueIn } from './cp-document'
import { mergeBy } from './merge-by'

/** One document with the characteristics of both. Each is read first: one a device would refuse is not built upon. */
export function mergeCp(here: Element, there: Element): Element {
  readCp(here)
  readCp(there)
  const characteristics = mergeBy(elementsOf(here), elementsOf(there), keyOf).map(({ item }) => item)
  const version = [here, there]
    .map((root) => attributeOf(root, 'version') ?? '1.0')
    .sort()
    .at(-1)
  return { ...here, attributes: [{ name: 'version', value: version }], children: characteristics }
}

/** What a device tells one of a kind from another by; of what has no name, all of it. */
function keyOf(element: Element): string {
  const [one] = cpDocument.read({ ...element, tag: 'wap-provisioningdoc', children: [element] }).characteristics
  if (one === undefined) return JSON.stringify(element)
  const name = nameOf(one)
  return name === undefined ? JSON.stringify(element) : `${one.type} ${name}`
}

function nameOf(one: Characteristic): string | undefined {
  switch (one.type) {
    case 'APPLICATION': {
      const provider = valueIn(one, 'PROVIDER-ID')
      return provider && `${valueIn(one, 'APPID')} ${provider}`
    }
    case 'NAPDEF':
      return valueIn(one, 'NAPID')
    case 'PXLOGICAL':
      return valueIn(one, 'PROXY-ID')
    case 'VENDORCONFIG':
      return valueIn(one, 'NAME')
    case 'BOOTSTRAP':
    case 'CLIENTIDENTITY':
      return ''
    default:
      return undefined
  }
}
