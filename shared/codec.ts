import { ByteReader, ByteWriter } from './bytes'

/** Both directions of one encoding. */
export type Codec<T> = {
  write(out: ByteWriter, value: T): void
  read(input: ByteReader): T
}

export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const out = new ByteWriter()
  codec.write(out, value)
  return out.done()
}

/** Reads one value and refuses bytes left over. */
export const decode = <T>({ read }: Pick<Codec<T>, 'read'>, bytes: Uint8Array): T =>
  readWhole(new ByteReader(bytes), read)

/** The same for bytes that begin somewhere in a whole. */
export function readWhole<T>(input: ByteReader, read: (input: ByteReader) => T): T {
  const value = read(input)
  if (input.left > 0) input.fail(`${input.left} bytes are left over`)
  return value
}
