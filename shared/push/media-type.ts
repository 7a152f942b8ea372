/** OMNA WSP content type numbers of what a DM or CP server pushes. */
export const mediaTypeCodes: ReadonlyMap<string, number> = new Map([
  ['text/vnd.wap.connectivity-xml', 0x35],
  ['application/vnd.wap.connectivity-wbxml', 0x36],
  ['application/vnd.syncml.dm+wbxml', 0x42],
  ['application/vnd.syncml.dm+xml', 0x43],
  ['application/vnd.syncml.notification', 0x44],
  ['application/vnd.syncml.ds.notification', 0x4e],
  ['application/vnd.syncml.dm.notification', 0x58],
])

const names = new Map([...mediaTypeCodes].map(([name, code]) => [code, name]))

export const mediaTypeOf = (code: number | undefined): string | undefined =>
  code === undefined ? undefined : names.get(code)

/** RFC 2045, 5.1: type, slash, subtype, both tokens. */
export const isMediaType = (text: string): boolean => /^[!#$%&'*+.^_`|~0-9a-z-]+\/[!#$%&'*+.^_`|~0-9a-z-]+$/.test(text)

export const cpMedia = 'application/vnd.wap.connectivity-wbxml'
export const dm1Media = 'application/vnd.syncml.dm+wbxml'
export const dm1NotificationMedia = 'application/vnd.syncml.notification'
export const dm2NotificationMedia = 'application/vnd.syncml.dm.notification'
