import type { CardNode } from '../../shared/card-report'
import { en } from '../../shared/text/en'
import type { Text } from '../../shared/text/text'
import { swText } from '../card/status-word'
import type { Content, Seen } from '../card/survey'
import { whoMay } from './who'

type CardWords = Text['card']

/** A file or directory as the tree shows it. `telling` says what is in it, if it could be read and is not empty. */
export function nodeOf(
  name: string,
  seen: Seen,
  words: CardWords,
  telling: (parts: readonly Uint8Array[]) => string = () => words.content.bytes,
  children: readonly CardNode[] = [],
): CardNode {
  const { path, fcp, access, content } = seen
  const { structure, sizeBytes, records, recordBytes, lifeCycle } = fcp
  const who = { read: whoMay(access, 'read', words.who), update: whoMay(access, 'update', words.who) }
  const said =
    content.is === 'read' && !isEmpty(content.parts) ? telling(content.parts) : unreadWords(content, who.read, words)
  return {
    path,
    name,
    structure,
    sizeBytes,
    records,
    recordBytes,
    lifeCycle,
    ...(structure !== 'directory' && { access: who }),
    content: [words.content.state[lifeCycle], said].filter((part) => part !== '').join(', '),
    children: [...children],
  }
}

const isEmpty = (parts: readonly Uint8Array[]): boolean => parts.every((part) => part.every((byte) => byte === 0xff))

function unreadWords(content: Content, read: string, words: CardWords): string {
  if (content.is === 'read') return words.content.empty
  if (content.is === 'unread') return ''
  return content.sw === 0x6982
    ? words.content.refused(keyNamed(read, words))
    : words.content.answered(swText(content.sw))
}

/** The key that a refused read wants, if the access rules say which. */
export const keyNamed = (read: string, { who, content }: CardWords): string =>
  [who.unknown, who.anyone, who.nobody].includes(read) ? content.aKey : read

/** The tree as lines, a step to the right for each directory. */
export const linesOf = (node: CardNode, depth = 0): readonly string[] => [
  `${'  '.repeat(depth)}${lineOf(node)}`,
  ...node.children.flatMap((child) => linesOf(child, depth + 1)),
]

function lineOf({ path, name, structure, sizeBytes, records, recordBytes, content, access }: CardNode): string {
  const size = records > 0 ? en.card.records(records, recordBytes) : en.card.bytes(sizeBytes)
  return en.card.node(path.split('/').at(-1) ?? path, name, [
    structure === 'directory' ? '' : size,
    content,
    access ? en.card.rights(access.read, access.update) : '',
  ])
}
