import type { Secret } from '../secret'

/**
 * A name and what proves it. The secret is bytes, because DM 2.0 carries `bin` (12.2) and a stored one may be a key;
 * a password is its UTF-8, and DM 1.2, whose AAuthSecret is text, refuses bytes that are none.
 */
export type Credential = {
  readonly name: string
  readonly secret: Secret<Uint8Array>
  readonly nonce?: Secret<Uint8Array> | undefined
}

/** What package 0 is signed with (DM 2.0, 5.2.1.2 and 12.2: Auth/Noti). */
export type Notification = { readonly data: Uint8Array; readonly secret: Secret<Uint8Array> }

/** A DM account: what a template says and what a message read back says, whatever its format. */
export type ServerAccount = {
  readonly id: string
  readonly url: string
  readonly name: string
  /** MOIDs the server may see (DM 2.0, 12.2: Perm), `*` is all. DM 1.2 does not carry them. */
  readonly rights: readonly string[]
  /** The client towards the server: Auth/Trsp, or AppAuth CLCRED. */
  readonly client?: Credential | undefined
  /** The server towards the client: AppAuth SRVCRED. DM 2.0 does not carry it. */
  readonly server?: Credential | undefined
  /** DM 1.2 does not carry it. */
  readonly notification?: Notification | undefined
}

/** A packet data connection, as OMA ConnMO NAP. */
export type AccessPoint = { readonly id: string; readonly name: string; readonly apn: string }
