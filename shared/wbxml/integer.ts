import type { Codec } from '../codec'

/** WBXML 1.3, 5.1: seven bits a byte, most significant group first, high bit set on all but the last. */
export const mbUint32: Codec<number> = {
  write(out, value) {
    const groups = [value % 128]
    for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift(128 + (rest % 128))
    out.put(...groups)
  },
  read(input) {
    let value = 0
    for (let count = 1; count <= 5; count++) {
      const byte = input.byte()
      value = value * 128 + (byte % 128)
      if (byte < 128) return value < 2 ** 32 ? value : input.fail('mb_u_int32 is above 32 bits')
    }
    return input.fail('mb_u_int32 is longer than five bytes')
  },
}
