/** ETSI TS 102 221, table 9.3: ADM1 to ADM5 are 0A to 0E, ADM6 to ADM10 are 8A to 8E. */
export const references = [
  { name: 'ADM1', reference: 0x0a },
  { name: 'ADM2', reference: 0x0b },
  { name: 'ADM3', reference: 0x0c },
  { name: 'ADM4', reference: 0x0d },
  { name: 'ADM5', reference: 0x0e },
  { name: 'ADM6', reference: 0x8a },
  { name: 'ADM7', reference: 0x8b },
  { name: 'ADM8', reference: 0x8c },
  { name: 'ADM9', reference: 0x8d },
  { name: 'ADM10', reference: 0x8e },
] as const

export type AdmName = (typeof references)[number]['name']
export type Adm = { readonly name: AdmName; readonly reference: number }

/** Undefined where this is no administrative key. */
export const admWith = (reference: number): Adm | undefined => references.find((adm) => adm.reference === reference)
