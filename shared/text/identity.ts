// Identities as they are printed on labels. Their digits run from left to right in every language.

/** Groups from a list of lengths; what is left over stands by itself. */
function grouped(text: string, lengths: readonly number[]): string {
  const [length, ...more] = lengths
  if (length === undefined || text.length <= length) return text
  return `${text.slice(0, length)} ${grouped(text.slice(length), more)}`
}

/** As printed on the label: IMEI 2-6-6-1, MEID 2-6-6, card 4-4-4-4-… */
const printed = (typed: string): string => {
  if (/^89\d{3,18}$/.test(typed)) return grouped(typed, [4, 4, 4, 4, 4])
  if (/^\d{3,15}$/.test(typed)) return grouped(typed, [2, 6, 6, 1])
  if (/^[A-F][0-9A-F]{13}$/i.test(typed)) return grouped(typed, [2, 6, 6])
  return typed
}

/** `apart` keeps what it is given together in a sentence of the language. */
export const identityWords = (apart: (text: string) => string) => ({
  printed,
  iccid: (iccid: string) => apart(grouped(iccid, [4, 4, 4, 4, 4])),
  /** A card as it is read beside others: only its end. */
  masked: (iccid: string) => apart(`•••• ${grouped(iccid.slice(-7), [4, 3])}`),
  /** The end of an identity: what is left on the screen once it was accepted. */
  end: (iccid: string) => apart(grouped(iccid.slice(-7), [4, 3])),
  /** A phone number that is masked but for its end. */
  phone: (masked: string) => apart(masked.replace(/^…/, '•••• ')),
  device: (device: string) => {
    const [type = '', value = ''] = device.split(/:(.*)/s)
    return apart(`${type.toUpperCase()} ${printed(value)}`)
  },
})
