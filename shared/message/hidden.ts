// What a message keeps secret, and the same message without it.
import { isArray, isObject, type Json } from '../json'
import { attributeOf, type Content, childNamed, type Element, text, textOf, textOfContent } from '../wbxml/tree'
import { isForInbox } from './dm1-read'
import { isSecretName, isSecretPath } from './secret-name'

const bullets = '•••'

/** https://user:password@host: all of the password, should there be a sign in it that does not belong there. */
export const withoutPassword = (text: string): string =>
  text.includes('://')
    ? text.replace(/(\b[a-z][a-z0-9+.-]{0,15}:\/\/[^/?#\s:@]*):[^/?#\s]*@/gi, `$1:${bullets}@`)
    : text

/** The same document with bullets for every secret leaf, and for what stands below a secret name. */
export function hideJson(value: Json, isSecret = false): Json {
  if (isArray(value)) return value.map((item) => hideJson(item, isSecret))
  if (isObject(value))
    return new Map(Array.from(value, ([name, member]) => [name, hideJson(member, isSecret || isSecretName(name))]))
  if (isSecret && value !== '') return bullets
  return typeof value === 'string' ? withoutPassword(value) : value
}

type Around = { readonly parent: Element | undefined; readonly isSecret: boolean }

/** The same elements with bullets for every secret value, child by child. */
export function hideElement(element: Element, around: Around = { parent: undefined, isSecret: false }): Element {
  const isSecret = around.isSecret || isSecretName(nameOf(element)) || isSecretItem(element)
  const isHidden = hidesText(element, around.parent, isSecret)
  return {
    ...element,
    ...(element.attributes && {
      attributes: element.attributes.map(({ name, value }) => ({
        name,
        value: value && (name === 'value' && element.tag === 'parm' && isSecret ? bullets : withoutPassword(value)),
      })),
    }),
    children: element.children.map((child) =>
      child.kind === 'element' ? hideElement(child, { parent: element, isSecret }) : hideContent(child, isHidden),
    ),
  }
}

/** A node of a tree has a name of its own, an attribute names a parm and a characteristic. */
function nameOf(element: Element): string {
  if (element.tag === 'Node') return textOf(childNamed(element, 'NodeName')) ?? ''
  return attributeOf(element, 'name') ?? attributeOf(element, 'type') ?? element.tag
}

/** DM without TNDS: the node that an item is for has its name in the address. */
const isSecretItem = (element: Element): boolean =>
  element.tag === 'Item' &&
  ['Target', 'Source'].some((end) => isSecretPath(textOf(childNamed(childNamed(element, end), 'LocURI')) ?? ''))

/** What is for the Inbox is a tree; one that could not be opened may hold anything. */
function hidesText({ tag }: Element, parent: Element | undefined, isSecret: boolean): boolean {
  if (tag === 'Value' || tag === 'DefaultValue' || tag === 'parm') return isSecret
  if (tag !== 'Data') return isSecretName(tag)
  return isSecret || parent?.tag === 'Cred' || (parent !== undefined && isForInbox(parent))
}

function hideContent(content: Exclude<Content, Element>, isHidden: boolean): Content {
  const said = textOfContent(content)
  if (said?.trim() === '') return content
  if (isHidden) return text(bullets)
  const shown = said === undefined ? undefined : withoutPassword(said)
  return shown === undefined || shown === said ? content : text(shown)
}
