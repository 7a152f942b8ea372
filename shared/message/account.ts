import type { Secret } from '../secret'

/** What DMAcc and w7 call AAuthType (DM Standardized Objects 1.2: AppAuth/<x>/AAuthType). */
export const authTypes = [
  'HTTP-BASIC',
  'HTTP-DIGEST',
  'BASIC',
  'DIGEST',
  'HMAC',
  'X509',
  'SECURID',
  'SAFEWORD',
  'DIGIPASS',
  'TRANSPORT',
] as const
export type AuthType = (typeof authTypes)[number]

/**
 * A name and what proves it. The secret is bytes, because DM 2.0 carries `bin` (12.2) and a stored one may be a key;
 * a password is its UTF-8, and DM 1.2, whose AAuthSecret is text, refuses bytes that are none.
 */
export type Credential = {
  readonly name: string
  readonly secret: Secret<Uint8Array>
  readonly nonce?: Secret<Uint8Array> | undefined
  /** Absent is DIGEST. DM 2.0 does not carry it. */
  readonly type?: AuthType | undefined
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
  /** The id of the access point to use first: PrefConRef, TO-NAPID. DM 2.0 does not carry it. */
  readonly accessPoint?: string | undefined
  /** The id of the proxy to use: TO-PROXY. Only CP carries it. */
  readonly proxy?: string | undefined
  /** `at-once` asks for a session right after installing: INIT. Only CP carries it. */
  readonly session?: 'at-once' | undefined
  /** Parameters only Windows knows. Only CP carries them. */
  readonly windows?: readonly Parameter[] | undefined
}

/** A CP parameter; one without a value is a flag. */
export type Parameter = { readonly name: string; readonly value?: string | undefined }

/** Who signs in at an access point or a proxy, and how: NAPAUTHINFO, PXAUTHINFO. */
export type Login = { readonly type: string; readonly name: string; readonly secret: Secret<Uint8Array> }

/** A packet data connection, as OMA ConnMO NAP. */
export type AccessPoint = {
  readonly id: string
  readonly name: string
  readonly apn: string
  /** Only CP carries it. */
  readonly login?: Login | undefined
}

/** A proxy with one physical side: PXLOGICAL and PXPHYSICAL. Only CP carries it. */
export type NetworkProxy = {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly addressType: string
  readonly port?: string | undefined
  readonly accessPoint?: string | undefined
  readonly startPage?: string | undefined
  readonly login?: Login | undefined
}

/** What a CP document says beside accounts and connections. */
export type Provisioning = {
  readonly bootstrap?: { readonly name: string; readonly parameters: readonly Parameter[] } | undefined
  /** CLIENTIDENTITY/CLIENT-ID. */
  readonly clientId?: string | undefined
  readonly vendorConfigs?: readonly { readonly name: string; readonly parameters: readonly Parameter[] }[] | undefined
}
