/** Groups from a list of lengths; what is left over stands by itself. */
function grouped(text: string, lengths: readonly number[]): string {
  const cuts = lengths.reduce<readonly number[]>((all, length) => [...all, (all.at(-1) ?? 0) + length], [0])
  return cuts
    .map((from, at) => text.slice(from, cuts[at + 1]))
    .filter((group) => group !== '')
    .join(' ')
}

/** As printed on the label: IMEI 2-6-6-1, MEID 2-6-6, card 4-4-4-4-… */
const printed = (typed: string): string => {
  if (/^89\d{3,18}$/.test(typed)) return grouped(typed, [4, 4, 4, 4, 4])
  if (/^\d{3,15}$/.test(typed)) return grouped(typed, [2, 6, 6, 1])
  if (/^[A-F][0-9A-F]{13}$/i.test(typed)) return grouped(typed, [2, 6, 6])
  return typed
}

export const identity = {
  printed,
  iccid: (iccid: string) => grouped(iccid, [4, 4, 4, 4, 4]),
  /** The end of an identity: what is left on the screen once it was accepted. */
  end: (iccid: string) => grouped(iccid.slice(-7), [4, 3]),
  device: (device: string) => {
    const [type = '', value = ''] = device.split(/:(.*)/s)
    return `${type.toUpperCase()} ${printed(value)}`
  },
}
