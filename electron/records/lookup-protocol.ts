import type { Failure } from '../../shared/failure'
import type { Figures } from '../../shared/figures'
import type { InboxFound } from './inbox'
import type { Found, Lookups, Read } from './lookup'

type Asked = { [Name in keyof Lookups]: { readonly ask: Name; readonly input: Parameters<Lookups[Name]>[0] } }

/** What goes to the thread that reads, and what comes back: once for each question. */
export type ToLookup = Asked[keyof Asked] & { readonly id: number }
export type FromLookup = {
  readonly id: number
  readonly answer:
    | { readonly found: Found }
    | { readonly figures: Figures }
    | { readonly read: Read }
    | { readonly entries: InboxFound }
    | { readonly failure: Failure }
    | { readonly bug: string }
}
