// Who a device is, by what it shows HTTP or TLS: OMA DM Protocol 2.0, 9.2.1.
import { isBasic } from '../../../../shared/http/basic'
import {
  type DigestChallenge,
  type DigestHashes,
  digestIn,
  isDigest,
  writeChallenge,
} from '../../../../shared/http/digest'
import type { Credential } from '../../../../shared/message/account'
import { keepNewest } from './keep-newest'

/** What came with a request. `certified` is the name in a certificate from our authority, or of the key that TLS began with. */
export type Shown = {
  readonly method: string
  readonly uri: string
  readonly authorization: string | undefined
  readonly certified: string | undefined
}

export type SignIns = {
  /** A certificate or a key of this name, or this credential; without either nobody. */
  readonly isProven: (shown: Shown, name: string, who: Pick<Credential, 'name' | 'secret'> | undefined) => boolean
  /** What to ask of who is not proven: each a WWW-Authenticate. */
  readonly challenges: () => readonly string[]
}

export type SignInDeps = { readonly hashes: DigestHashes; readonly nonce: () => string }

const realm = 'dm'

export function createSignIns({ hashes, nonce }: SignInDeps): SignIns {
  /** How often each challenge was answered: an answer counts once (RFC 7616, 3.3). */
  const counts = new Map<string, number>()
  const isDigestProof = (
    { authorization = '', ...asked }: Shown,
    who: Pick<Credential, 'name' | 'secret'>,
  ): boolean => {
    const given = digestIn(authorization)
    const used = given && counts.get(given.nonce)
    if (given === undefined || used === undefined || given.count <= used) return false
    const challenge: DigestChallenge = {
      realm,
      nonce: given.nonce,
      algorithm: /algorithm="?MD5/i.test(authorization) ? 'MD5' : 'SHA-256',
    }
    if (!isDigest(authorization, challenge, who, asked, hashes)) return false
    counts.set(given.nonce, given.count)
    return true
  }
  return {
    isProven: (shown, name, who) => {
      if (shown.certified !== undefined) return shown.certified === name
      if (who === undefined || shown.authorization === undefined) return false
      return isBasic(shown.authorization, who) || isDigestProof(shown, who)
    },
    challenges: () => {
      const fresh = nonce()
      counts.set(fresh, 0)
      keepNewest(counts)
      const digests = (['SHA-256', 'MD5'] as const).map((algorithm) =>
        writeChallenge({ realm, nonce: fresh, algorithm }),
      )
      return [...digests, `Basic realm="${realm}"`]
    },
  }
}
