import { create } from 'zustand'
import type { Failure } from '../../shared/failure'

/** A card whose files nobody has looked at is taken to have this much room. */
export const usualBytes = 4096

/** What the meter measures against: a usual card, the template's own limit, a file, or the card in a reader. */
export type Measure = 'usual' | 'template' | 'file' | { readonly reader: string }

/** The room on a card, as it was told. */
export type Room =
  | { readonly kind: 'asking' }
  | { readonly kind: 'has'; readonly sizeBytes: number }
  | { readonly kind: 'no-file' }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type LimitView = { readonly measure: Measure | undefined; readonly fileBytes: number; readonly room: Room }

export const useLimit = create<LimitView>()(() => ({
  measure: undefined,
  fileBytes: 1024,
  room: { kind: 'asking' },
}))

export const measureChosen = (measure: Measure): void => useLimit.setState({ measure, room: { kind: 'asking' } })
export const fileBytesTyped = (fileBytes: number): void => useLimit.setState({ fileBytes })
export const roomTold = (room: Room): void => useLimit.setState({ room })

/** What is measured against until somebody chooses: the template's limit, if it has one. */
export const measureNow = ({ measure }: LimitView, ofTemplate: number | undefined): Measure => {
  if (measure === 'template' && ofTemplate === undefined) return 'usual'
  return measure ?? (ofTemplate === undefined ? 'usual' : 'template')
}

/** In bytes; undefined as long as a card has not told. */
export function limitNow(view: LimitView, ofTemplate: number | undefined): number | undefined {
  const measure = measureNow(view, ofTemplate)
  if (measure === 'usual') return usualBytes
  if (measure === 'template') return ofTemplate
  if (measure === 'file') return view.fileBytes
  return view.room.kind === 'has' ? view.room.sizeBytes : undefined
}
