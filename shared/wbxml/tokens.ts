// WBXML 1.3, 7.1: global tokens, the same on every code page.
export const SWITCH_PAGE = 0x00
export const END = 0x01
export const ENTITY = 0x02
export const STR_I = 0x03
export const LITERAL = 0x04
export const PI = 0x43
export const STR_T = 0x83
export const OPAQUE = 0xc3
/** EXT_I_0-2, EXT_T_0-2, EXT_0-2: no dialect here gives them a meaning. */
export const EXTENSIONS: readonly number[] = [0x40, 0x41, 0x42, 0x80, 0x81, 0x82, 0xc0, 0xc1, 0xc2]
/** Global tokens below 80 that are pieces of a value and begin no attribute. */
export const GLOBAL_VALUES: readonly number[] = [STR_I, ENTITY, 0x40, 0x41, 0x42]

// 5.8.2: flags on a tag token.
export const HAS_ATTRIBUTES = 0x80
export const HAS_CONTENT = 0x40
