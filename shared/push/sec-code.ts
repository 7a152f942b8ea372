/**
 * How SEC is numbered over WSP. Client Provisioning numbers its four (OMA ProvCont 1.1, 4.3). DM 1.2 has names only
 * (OMA DM Security 1.2, 5.7.2); over WSP its clients take the number of the method of CP that is like it.
 */
export const cpSecCodes = { netwpin: 0, userpin: 1, usernetwpin: 2, userpinmac: 3 } as const
export const dm1SecCodes = { networkid: 0, userpin: 1, 'userpin-networkid': 2 } as const

export type CpSec = keyof typeof cpSecCodes
export type Dm1Sec = keyof typeof dm1SecCodes

const codes: ReadonlyMap<string, number> = new Map(
  [...Object.entries(cpSecCodes), ...Object.entries(dm1SecCodes)].map(([name, code]) => [
    name.toUpperCase().replace('-', '_'),
    code,
  ]),
)

/** Its name in the family of a media type; its number, if it has none there. */
export function secNameOf(media: string, sec: number): string {
  const names = media.includes('connectivity') ? cpSecCodes : dm1SecCodes
  const [name] = Object.entries(names).find(([, code]) => code === sec) ?? []
  return name ?? String(sec)
}

/** SEC as text: a name of either family, or its number in digits. */
export function secCodeOf(text: string): number | undefined {
  const known = codes.get(text.trim().toUpperCase())
  if (known !== undefined) return known
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined
}
