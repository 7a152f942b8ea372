import { utf8 } from '../utf8'
import { attributeToken, valuePieces } from './attribute'
import type { Dialect } from './dialect'
import { holdersOf } from './holders'
import type { Content, Element } from './tree'

/** A text as it is written: pieces where they stand, and offsets into the string table. */
export type Pieces = readonly (string | number)[]

/** What stands in a document's string table, and the texts that are written with its help. */
export type SharedTexts = { readonly table: readonly string[]; readonly pieces: ReadonlyMap<string, Pieces> }

export const nothingShared: SharedTexts = { table: [], pieces: new Map() }

/** Longer texts are not searched for what others have: they are somebody's content. */
const longestSearched = 1024
const longestShared = 256

/** STR_I text NUL, against STR_T and an offset of one byte or two. */
const inlineLength = (text: string): number => (text === '' ? 0 : utf8(text).length + 2)
const referenceLength = (offset: number): number => (offset < 128 ? 2 : 3)

type Text = { readonly text: string; readonly times: number; pieces: Pieces }

/**
 * Chooses whole texts and words of them that are said often enough to be worth a place in the string table. A text that
 * is not `isShared` is left alone, since it differs from message to message.
 */
export function sharedTexts(root: Element, dialect: Dialect, isShared: (text: string) => boolean): SharedTexts {
  const counts = new Map<string, number>()
  count(root, dialect, counts)
  const texts = Array.from(counts, ([text, times]): Text => ({ text, times, pieces: [text] })).filter(
    ({ text }) => isShared(text) && text.length <= longestSearched,
  )
  const holders = holdersOf(texts)
  const table: string[] = []
  let at = 0
  for (const candidate of candidatesIn(texts, holders)) {
    const split = holders(candidate).map((text) => ({ text, ...splitBy(candidate, text.pieces, at) }))
    const saved = split.reduce((sum, { text, gain }) => sum + text.times * gain, 0)
    if (saved <= utf8(candidate).length + 1) continue
    for (const { text, pieces } of split) text.pieces = pieces
    table.push(candidate)
    at += utf8(candidate).length + 1
  }
  return { table, pieces: new Map(texts.map(({ text, pieces }) => [text, pieces])) }
}

/** What promises most comes first. */
function candidatesIn(texts: readonly Text[], holders: (word: string) => readonly Text[]): readonly string[] {
  const words = texts.flatMap(({ text }) => [text, ...text.split(/\s+/)])
  const possible = [...new Set(words)].filter((word) => word.length > 2 && word.length <= longestShared)
  const promise = (word: string): number => holders(word).reduce((sum, { times }) => sum + times, 0) * (word.length - 2)
  return possible
    .map((word) => ({ word, promise: promise(word) }))
    .sort((left, right) => right.promise - left.promise)
    .map(({ word }) => word)
}

/** Takes a candidate out of the pieces of a text where that makes them shorter, and says by how much. */
function splitBy(
  candidate: string,
  pieces: Pieces,
  offset: number,
): { readonly pieces: Pieces; readonly gain: number } {
  let gain = 0
  const split = pieces.flatMap((piece) => {
    if (typeof piece === 'number' || !piece.includes(candidate)) return [piece]
    const parts = piece.split(candidate)
    const length = parts.reduce((sum, part) => sum + inlineLength(part), 0)
    const saved = inlineLength(piece) - length - (parts.length - 1) * referenceLength(offset)
    if (saved <= 0) return [piece]
    gain += saved
    return parts.flatMap((part, at) => [...(at > 0 ? [offset] : []), ...(part === '' ? [] : [part])])
  })
  return { pieces: split, gain }
}

function count(content: Content, dialect: Dialect, counts: Map<string, number>): void {
  if (content.kind === 'text') add(content.text, counts)
  if (content.kind !== 'element') return
  for (const { name, value } of content.attributes ?? []) {
    const { left = '' } = attributeToken(dialect, [0, 1], name, value)
    for (const piece of valuePieces(dialect, [0, 1], left)) if (typeof piece === 'string') add(piece, counts)
  }
  for (const child of content.children) count(child, dialect, counts)
}

const add = (text: string, counts: Map<string, number>): void => {
  counts.set(text, (counts.get(text) ?? 0) + 1)
}
