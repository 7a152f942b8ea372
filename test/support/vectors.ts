import { readFileSync } from 'node:fs'
import { fromHex } from '../../shared/bytes'

const fileOf = (name: string): string => readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8')

/** The bytes of `test/vectors/NAME.hex`. */
export const bytesOfVector = (name: string): Uint8Array => fromHex(fileOf(`${name}.hex`))

export const textOfVector = fileOf
