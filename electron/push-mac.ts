// The digests that pushed messages need, from Node's cryptography: the pages they go to are pure.
import { createHash, createHmac } from 'node:crypto'

export const hmacSha1 = (key: Uint8Array, data: Uint8Array): Uint8Array => createHmac('sha1', key).update(data).digest()

export const md5 = (bytes: Uint8Array): Uint8Array => createHash('md5').update(bytes).digest()

export const sha256Bytes = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
