import type { PreparationLack, PreparationStep, PreparedFile } from '../../preparation'
import { bytes, number } from './figures'

type Facts = {
  readonly file: PreparedFile
  readonly needBytes?: number | undefined
  readonly haveBytes?: number | undefined
  readonly sw?: string | undefined
  readonly left?: readonly string[] | undefined
}

const room = ({ needBytes, haveBytes }: Facts): string =>
  needBytes === undefined || haveBytes === undefined
    ? ''
    : `: it needs ${bytes(needBytes)} and has ${number(haveBytes)}`
const stays = ({ left }: Facts): string =>
  left === undefined
    ? ''
    : ` ${left.map(where).join(', ')} ${left.length === 1 ? 'was' : 'were'} made before that and could not be removed; another preparation goes on from there.`
const answer = ({ sw }: Facts): string => (sw === undefined ? '' : `, answer ${sw}`)

/** What is missing, and what the issuer of the card has to do, where nobody else can. */
const lacks: Readonly<
  Record<PreparationLack, { readonly what: (facts: Facts) => string; readonly issuer: (facts: Facts) => string }>
> = {
  'right-to-create-directory': {
    what: () => 'its key may not create a directory in the MF',
    issuer: () =>
      'create DF 3F00/7F50 with the AID of PKCS#15, EF(ODF), EF(DODF-bootstrap) and EF(DM_Bootstrap), and name it in EF(DIR)',
  },
  'right-to-create-file': {
    what: ({ file }) => `its key may not create ${file} in the PKCS#15 application`,
    issuer: ({ file }) => `create ${file}`,
  },
  'right-to-update': {
    what: ({ file }) => `its key may not change ${file}`,
    issuer: ({ file }) => `add the entry to ${file}, or let a card key update it`,
  },
  'right-to-resize': {
    what: (facts) => `${facts.file} is too small and its key may not enlarge it${room(facts)}`,
    issuer: ({ file, needBytes }) => `enlarge ${file}${needBytes === undefined ? '' : ` to ${bytes(needBytes)}`}`,
  },
  rule: {
    what: ({ file }) => `everybody reads ${file}, and a rule is not changed`,
    issuer: ({ file }) => `give ${file} a rule that wants PIN1`,
  },
  create: {
    what: (facts) => `it does not create ${facts.file}${answer(facts)}`,
    issuer: ({ file }) => `create ${file}`,
  },
  resize: {
    what: (facts) => `it does not enlarge ${facts.file}${answer(facts)}`,
    issuer: ({ file }) => `enlarge ${file}`,
  },
  memory: {
    what: (facts) => `it has not enough memory for ${facts.file}${room(facts)}${answer(facts)}`,
    issuer: () => 'make room on the card',
  },
  room: {
    what: ({ file }) => `something else stands where the entry in ${file} would go`,
    issuer: ({ file }) => `add the entry to ${file}`,
  },
  record: {
    what: () => 'EF(DIR) has no free record that is long enough',
    issuer: () => 'add a record for PKCS#15 to EF(DIR)',
  },
  dir: { what: () => 'it has no EF(DIR)', issuer: () => 'create EF(DIR) with a record for PKCS#15' },
  choice: {
    what: ({ file }) => `it has two of ${file}`,
    issuer: ({ file }) => `remove one entry for ${file}`,
  },
  identifier: {
    what: ({ file }) => `every identifier for ${file} is taken`,
    issuer: ({ file }) => `create ${file} and its entry`,
  },
}

const where = (path: string): string => path.replace(/(?!^)(?=(?:.{4})+$)/g, '/')

export const preparation = {
  cannot: ({ lack, ...facts }: Facts & { readonly lack: PreparationLack }) =>
    `This card cannot be prepared here: ${lacks[lack].what(facts)}.${stays(facts)}`,
  issuer: ({ lack, ...facts }: Facts & { readonly lack: PreparationLack }) =>
    `Its issuer has to ${lacks[lack].issuer(facts)}.`,
  /** What would be done, or was. */
  step: (step: PreparationStep): string => {
    switch (step.does) {
      case 'create': {
        const size = step.sizeBytes === undefined ? '' : `, ${bytes(step.sizeBytes)}`
        const rule = step.rule ? `record ${step.rule.record} of EF.ARR ${step.rule.arr}` : 'a rule of its own'
        return `Create ${step.file}, ${where(step.path)}${size}, guarded by ${rule}.`
      }
      case 'enlarge':
        return `Enlarge ${step.file}, ${where(step.path)}, from ${number(step.fromBytes)} to ${bytes(step.toBytes)}.`
      case 'clear':
        return `Clear what an earlier preparation left in ${step.file}, ${where(step.path)}.`
      case 'enter': {
        const behind = step.start === 0 ? '' : `, behind the ${bytes(step.start)} that are there`
        return `Write ${bytes(step.hex.length / 2)} into ${step.file}, ${where(step.path)}${behind}.`
      }
      case 'list':
        return `Name the application in record ${step.record} of EF(DIR).`
    }
  },
  nothing: 'This card is prepared. Nothing has to be done.',
  would: 'Nothing was changed. This would be done, in this order, if the card allows it:',
}
