// From the words of a command line to what protects a push. A PIN never stands on it: others can read it there.
import { Failed } from '../../shared/failure'
import { type CpSecurity, needsOfCp } from '../../shared/push/cp-security'
import { type Dm1Security, needsOfDm1 } from '../../shared/push/dm1-security'
import { type Imsi, type ImsiForm, parseImsi } from '../../shared/push/imsi'
import type { Unprotected } from '../../shared/push/message'
import { type Pin, parsePin } from '../../shared/push/pin'
import { type CpSec, cpSecCodes, type Dm1Sec, dm1SecCodes } from '../../shared/push/sec-code'
import { en } from '../../shared/text/en'
import { readPrivate } from '../keys/private-file'
import { readText } from '../whole-file'
import { text, usage, type Values } from './command'

export const securityOptions = {
  sec: { type: 'string' },
  imsi: { type: 'string' },
  'imsi-file': { type: 'string' },
  'imsi-as-text': { type: 'boolean' },
  'pin-file': { type: 'string' },
  'pin-env': { type: 'string' },
  'yes-unprotected': { type: 'boolean' },
} as const

export function cpSecurityOf(values: Values): CpSecurity | Unprotected {
  const sec = secOf(values, 'cp', cpSecCodes)
  if (sec === 'none') return unprotected(values)
  if (!isCpSec(sec)) throw usage(`--sec ${sec} is not for cp; ${secsOf('cp', cpSecCodes)}`, 'sec')
  refuseUnused(values, sec, needsOfCp[sec])
  switch (sec) {
    case 'netwpin':
      return { sec, ...network(values) }
    case 'usernetwpin':
      return { sec, ...network(values), pin: pinOf(values) }
    case 'userpin':
    case 'userpinmac':
      return { sec, pin: pinOf(values) }
  }
}

export function dm1SecurityOf(values: Values): Dm1Security | Unprotected {
  const sec = secOf(values, 'dm1', dm1SecCodes)
  if (sec === 'none') return unprotected(values)
  if (!isDm1Sec(sec)) throw usage(`--sec ${sec} is not for dm1; ${secsOf('dm1', dm1SecCodes)}`, 'sec')
  refuseUnused(values, sec, needsOfDm1[sec])
  switch (sec) {
    case 'networkid':
      return { sec, ...network(values) }
    case 'userpin':
      return { sec, pin: pinOf(values) }
    case 'userpin-networkid':
      return { sec, ...network(values), pin: pinOf(values) }
  }
}

/** What is lawful and rarely meant. */
export function noticesOf(values: Values): readonly string[] {
  const [named, file] = [text(values, 'imsi'), text(values, 'imsi-file')]
  const digits = file === undefined ? named : lineOf(file, 'IMSI')
  return digits === undefined || digits.trim().length === 15 ? [] : [en.push.shortImsi(digits.trim().length)]
}

const isCpSec = (name: string): name is CpSec => Object.hasOwn(cpSecCodes, name)
const isDm1Sec = (name: string): name is Dm1Sec => Object.hasOwn(dm1SecCodes, name)
const secsOf = (format: string, codes: object): string =>
  `with ${format} it is one of ${Object.keys(codes).join(', ')}, or none`

function secOf(values: Values, format: string, codes: object): string {
  const sec = text(values, 'sec')
  if (!sec) throw usage(`--sec is missing; ${secsOf(format, codes)}`, 'sec')
  return sec
}

function unprotected(values: Values): Unprotected {
  if (values['yes-unprotected'] !== true) throw usage(en.push.unprotected, 'sec')
  refuseUnused(values, 'none', { imsi: false, pin: false })
  return { sec: 'none' }
}

/** What is named and not used would leave its author in a wrong belief. */
function refuseUnused(values: Values, sec: string, needs: { readonly imsi: boolean; readonly pin: boolean }): void {
  const unused = [
    ...(needs.imsi ? [] : ['imsi', 'imsi-file', 'imsi-as-text']),
    ...(needs.pin ? [] : ['pin-file', 'pin-env']),
    ...(sec === 'none' ? [] : ['yes-unprotected']),
  ].find((name) => values[name] !== undefined)
  if (unused !== undefined) throw usage(`--${unused} is not for --sec ${sec}`, unused)
}

export function network(values: Values): { readonly imsi: Imsi; readonly imsiForm: ImsiForm } {
  const [named, file] = [text(values, 'imsi'), text(values, 'imsi-file')]
  if (named !== undefined && file !== undefined) throw usage('name --imsi or --imsi-file, not both', 'imsi')
  const digits = file === undefined ? named : lineOf(file, 'IMSI')
  if (digits === undefined) throw usage('--imsi or --imsi-file is missing', 'imsi')
  return { imsi: parseImsi(digits), imsiForm: values['imsi-as-text'] === true ? 'text' : 'semi-octets' }
}

export function pinOf(values: Values): Pin {
  const [file, variable] = [text(values, 'pin-file'), text(values, 'pin-env')]
  if (file !== undefined && variable !== undefined) throw usage('name --pin-file or --pin-env, not both', 'pin')
  if (file !== undefined) return parsePin(lineOf(file, 'PIN'))
  if (variable === undefined) throw usage('--pin-file or --pin-env is missing', 'pin')
  // A PIN in the wrong place is not shown.
  if (!/^[A-Za-z_]\w*$/.test(variable)) throw usage('--pin-env is the name of an environment variable', 'pin-env')
  const pin = process.env[variable]
  if (!pin) throw usage(`there is no environment variable ${variable}`, 'pin-env')
  return parsePin(pin)
}

function lineOf(path: string, what: 'IMSI' | 'PIN'): string {
  const whole = what === 'PIN' ? readPrivate(path) : readText(path)
  if (whole === undefined) throw usage(`there is no file ${path}`, 'imsi-file')
  const line = whole.trim()
  if (!line) throw new Failed({ code: 'disk.failed', path, reason: `there is no ${what} in it` })
  return line
}
