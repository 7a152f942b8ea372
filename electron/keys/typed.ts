import { Failed } from '../../shared/failure'
import { type Secret, secret, wipe } from '../../shared/secret'
import type { Typed } from '../../shared/station-state'

/** Which card a key is typed for, and how many tries that has left, null where it does not tell. */
export type TypedFor = {
  readonly reader: string
  readonly iccid: string | undefined
  readonly triesLeft: number | null
}

/** Asks whoever sits at the terminal; the same for all who wait. Undefined where nobody is to be asked for this. */
export type AskPerson = (what: Typed | 'card-pin', about?: TypedFor) => Promise<Secret<Uint8Array> | undefined>

export type TypedKeys = {
  readonly give: (what: Typed, bytes: Uint8Array) => void
  readonly has: (what: Typed) => boolean
  /** A copy, for the one use that wipes it. Fails with `key.wanted` where nobody typed it and nobody can be asked. */
  readonly of: (what: Typed, about?: TypedFor) => Promise<Secret<Uint8Array>>
  readonly forget: (what: Typed) => void
}

/** Kept in memory, until it is forgotten or the station ends. */
export function createTypedKeys(ask?: AskPerson): TypedKeys {
  const kept = new Map<Typed, Promise<Secret<Uint8Array>>>()

  async function asked(what: Typed, about?: TypedFor): Promise<Secret<Uint8Array>> {
    const answer = await ask?.(what, about)
    if (!answer) throw new Failed({ code: 'key.wanted', what })
    return answer
  }

  return {
    give: (what, bytes) => void kept.set(what, Promise.resolve(secret(bytes))),
    has: (what) => kept.has(what),
    of: async (what, about) => {
      const promise = kept.get(what) ?? asked(what, about)
      kept.set(what, promise)
      try {
        return secret((await promise).reveal().slice())
      } catch (error) {
        kept.delete(what)
        throw error
      }
    },
    forget: (what) => {
      void kept.get(what)?.then(wipe, () => undefined)
      kept.delete(what)
    },
  }
}
