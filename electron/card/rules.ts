import { find, leadingTlvs, type Tlv } from './tlv'

/** ETSI TS 102 221, 9.2: what may be done with a file or, in a directory, to what is below it. */
export type Operation =
  | 'read'
  | 'update'
  | 'write'
  | 'increase'
  | 'activate'
  | 'deactivate'
  | 'terminate'
  | 'delete'
  | 'resize'
  | 'create EF'
  | 'create DF'
  | 'delete child'

/** A key by the reference that VERIFY takes (table 9.3) and its name: PIN1, PIN2, universal PIN, ADM1 … */
export type KeyName = { readonly reference: number; readonly name: string }

/** What has to be shown before. `other`: something besides keys, such as secure messaging, in words. */
export type Rule =
  | { readonly needs: 'always' | 'never' }
  | { readonly needs: 'key'; readonly key: KeyName }
  | { readonly needs: 'any' | 'all'; readonly of: readonly Rule[] }
  | { readonly needs: 'other'; readonly what: string }

export type Rules = Readonly<Partial<Record<Operation, Rule>>>
/** An ADF and a DF have other operations behind the same bits. */
export type FileClass = 'EF' | 'directory'

const always: Rule = { needs: 'always' }
const never: Rule = { needs: 'never' }

/** ISO/IEC 7816-4, tables 17 and 18: bits 7 to 1 of an access mode byte. */
const modes: Readonly<Record<FileClass, readonly Operation[]>> = {
  EF: ['delete', 'terminate', 'activate', 'deactivate', 'write', 'update', 'read'],
  directory: ['delete', 'terminate', 'activate', 'deactivate', 'create DF', 'create EF', 'delete child'],
}

/** ETSI TS 102 221, table 10.5: commands that an access mode names by their INS. */
const instructions: Readonly<Record<number, Operation>> = {
  4: 'deactivate',
  50: 'increase',
  68: 'activate',
  176: 'read',
  178: 'read',
  212: 'resize',
  214: 'update',
  220: 'update',
  228: 'delete',
}

/**
 * 9.2.4, a record of EF.ARR or the value of AB: access modes, each with its security conditions, of which all must hold
 * that no OR template holds together (ISO/IEC 7816-4:2005, 5.4.3.3).
 */
export function expandedRules(bytes: Uint8Array, fileClass: FileClass): Rules {
  const rules: Partial<Record<Operation, Rule>> = {}
  let operations: readonly Operation[] = []
  let conditions: readonly Rule[] = []
  for (const field of leadingTlvs(bytes)) {
    if (field.tag >= 0x80 && field.tag <= 0x8f) {
      operations = operationsOf(field, fileClass)
      conditions = []
      continue
    }
    conditions = [...conditions, conditionOf(field)]
    for (const operation of operations) rules[operation] = oneOf('all', conditions)
  }
  return rules
}

function operationsOf({ tag, value }: Tlv, fileClass: FileClass): readonly Operation[] {
  if (tag === 0x80) return operationsIn(value[0] ?? 0, fileClass)
  // Bits 4 to 1 of the tag say which of CLA, INS, P1 and P2 are listed for each command.
  const hasIns = (tag & 0x04) !== 0
  const step = [0x08, 0x04, 0x02, 0x01].filter((bit) => (tag & bit) !== 0).length
  const first = (tag & 0x08) === 0 ? 0 : 1
  return [...value].flatMap((ins, at) => (hasIns && at % step === first ? (instructions[ins] ?? []) : []))
}

/** Bits 7 to 4 are proprietary where bit 8 is set. */
const operationsIn = (mode: number, fileClass: FileClass): readonly Operation[] =>
  modes[fileClass].filter((_, at) => (mode & (0x40 >> at)) !== 0 && (at > 3 || mode < 0x80))

/** ISO/IEC 7816-4:2005, table 23 (2013: table 33): A0 any of them, AF all of them, A7 none: no key that is shown helps there. */
function conditionOf(field: Tlv): Rule {
  const inner = () => leadingTlvs(field.value, field.offset).map(conditionOf)
  switch (field.tag) {
    case 0x90:
      return always
    case 0x97:
      return never
    case 0x9d:
    case 0x9e:
      return ruleOfByte(field.value[0] ?? 0xff)
    case 0xa0:
      return oneOf('any', inner())
    case 0xa4:
      return keyRule(find(leadingTlvs(field.value), 0x83)?.value[0])
    case 0xa7:
      return { needs: 'other', what: 'conditions that must not hold' }
    case 0xaf:
      return oneOf('all', inner())
    case 0xb4:
    case 0xb6:
    case 0xb8:
      return { needs: 'other', what: 'secure messaging' }
    default:
      return { needs: 'other', what: `a condition of kind ${field.tag.toString(16).toUpperCase()}` }
  }
}

const oneOf = (needs: 'any' | 'all', of: readonly Rule[]): Rule => {
  const [only, another] = of
  if (!only) return never
  return another ? { needs, of } : only
}

const keyRule = (reference: number | undefined): Rule =>
  reference === undefined
    ? { needs: 'other', what: 'a key without a reference' }
    : { needs: 'key', key: { reference, name: keyName(reference) } }

/** ETSI TS 102 221, table 9.3. */
export function keyName(reference: number): string {
  const number = reference & 0x0f
  if (reference === 0x01) return 'PIN1'
  if (reference === 0x81) return 'PIN2'
  if (reference === 0x11) return 'universal PIN'
  if (reference >= 0x0a && reference <= 0x0e) return `ADM${number - 9}`
  if (reference >= 0x8a && reference <= 0x8e) return `ADM${number - 4}`
  if (reference >= 0x02 && reference <= 0x08) return `PIN of application ${number}`
  if (reference >= 0x82 && reference <= 0x88) return `second PIN of application ${number}`
  return `key ${reference.toString(16).padStart(2, '0').toUpperCase()}`
}

/**
 * 9.2.3, 8C: an access mode byte, then a condition byte for each bit that is set, the highest first. Counted from the
 * end, because cards differ in whether bit 8 has one.
 */
export function compactRules(bytes: Uint8Array, fileClass: FileClass): Rules {
  const [mode = 0, ...conditions] = bytes
  const rules: Partial<Record<Operation, Rule>> = {}
  const set = modes[fileClass].map((operation, at) => ({ operation, at })).filter(({ at }) => mode & (0x40 >> at))
  for (const { operation, at } of [...set].reverse()) {
    const condition = conditions.pop()
    if (condition !== undefined && (at > 3 || mode < 0x80)) rules[operation] = ruleOfByte(condition)
  }
  return rules
}

/**
 * ISO/IEC 7816-4, table 20. The low nibble names an environment whose user authentication is, on the cards there are
 * (sysmoISIM-SJA2 and SJA5), the key of that reference: 11 is PIN1, 1A is ADM1.
 */
function ruleOfByte(condition: number): Rule {
  if (condition === 0x00) return always
  if (condition === 0xff) return never
  const parts: readonly Rule[] = [
    ...(condition & 0x40 ? [{ needs: 'other', what: 'secure messaging' } as const] : []),
    ...(condition & 0x20 ? [{ needs: 'other', what: 'external authentication' } as const] : []),
    ...(condition & 0x10 ? [keyRule(condition & 0x0f || undefined)] : []),
  ]
  return oneOf(condition & 0x80 ? 'all' : 'any', parts)
}

/** 3GPP TS 51.011, 9.3: nibbles of READ, UPDATE, INCREASE, (RFU), REHABILITATE and INVALIDATE. */
export function simRules(nibbles: Uint8Array): Rules {
  const [first = 0xff, second = 0xff, third = 0xff] = nibbles
  return {
    read: ruleOfNibble(first >> 4),
    update: ruleOfNibble(first & 0x0f),
    increase: ruleOfNibble(second >> 4),
    activate: ruleOfNibble(third >> 4),
    deactivate: ruleOfNibble(third & 0x0f),
  }
}

/** Levels 4 to 14 are administrative; which key opens them is the issuer's choice, and ADM1 is the only one we are given. */
function ruleOfNibble(level: number): Rule {
  if (level === 0x0) return always
  if (level === 0xf) return never
  if (level === 0x1) return keyRule(0x01)
  if (level === 0x2) return keyRule(0x81)
  if (level === 0x3) return { needs: 'other', what: 'a level that is reserved' }
  return { needs: 'key', key: { reference: 0x0a, name: `ADM of level ${level}` } }
}
