import { conditionOf } from './condition'
import { type Directory, type ElementaryFile, MF } from './file'
import { allKeys, type Key } from './keys'
import { ACTIVATE, type Condition, DEACTIVATE, PIN1, PIN2, READ, UPDATE } from './rules'
import type { CardState } from './state'
import { word } from './tlv'

/** 3GPP TS 51.011, 9.2.1: what SELECT answers for an EF, 15 bytes. */
export function headerOfFile({ mf }: CardState, file: ElementaryFile): Uint8Array {
  const nibble = (bit: number, ins: number) => nibbleOf(conditionOf(mf, file, { bit, ins }))
  return Uint8Array.of(
    0x00,
    0x00,
    ...word(file.bytes.length),
    ...word(file.fid),
    0x04,
    0x00,
    nibble(READ, 0xb0) * 16 + nibble(UPDATE, 0xd6),
    // INCREASE is for cyclic files
    0xff,
    nibble(ACTIVATE, 0x44) * 16 + nibble(DEACTIVATE, 0x04),
    file.lifeCycle === 'deactivated' ? 0x00 : 0x01,
    0x02,
    file.kind === 'linear' ? 0x01 : 0x00,
    file.kind === 'linear' ? file.recordBytes : 0x00,
  )
}

/** 9.3: 0 always, 1 and 2 a CHV, 4 an administrative key, F never. */
function nibbleOf(condition: Condition): number {
  if (condition === 'always') return 0x0
  if (condition === 'never') return 0xf
  if (condition === PIN1) return 0x1
  return condition === PIN2 ? 0x2 : 0x4
}

/** For the MF or a DF, 23 bytes. */
export function headerOfDirectory(state: CardState, directory: Directory): Uint8Array {
  const { fid = MF, files, directories } = directory
  const keys = allKeys(state).map(({ key }) => key)
  const chv1 = keys.find(({ name }) => name === 'pin1')
  const chv2 = keys.find(({ name }) => name === 'pin2')
  return Uint8Array.of(
    0x00,
    0x00,
    ...word(state.memory.freeBytes),
    ...word(fid),
    fid === MF ? 0x01 : 0x02,
    ...[0x00, 0x00, 0x00, 0x00, 0x00],
    0x0a,
    // the clock may be stopped; bit 8: CHV1 is not asked for
    chv1?.isEnabled === false ? 0x81 : 0x01,
    directories.length,
    files.length,
    keys.length + keys.filter(({ unblock }) => unblock).length,
    0x00,
    ...statusOf(chv1),
    ...statusOf(chv2),
    0x00,
  )
}

/** A byte for the CHV and one for its unblocking: bit 8 is there, the low bits count the tries left. */
const statusOf = (key: Key | undefined): readonly number[] =>
  key ? [0x80 + key.triesLeft, key.unblock ? 0x80 + key.unblock.triesLeft : 0x00] : [0x00, 0x00]
