// Where card keys come from, as a command line says it: files, names and labels. A value never stands on it.
import { statSync } from 'node:fs'
import { shortestReason } from '../../shared/outline/composition'
import { secret } from '../../shared/secret'
import { en } from '../../shared/text/en'
import { utf8 } from '../../shared/utf8'
import { parseKeyLine } from '../keys/adm'
import { readCardKey } from '../keys/key-file'
import { pinForAll } from '../keys/pin-file'
import { parseCardPin } from '../keys/pins'
import { references } from '../keys/reference'
import { type CardKeySource, KeyForm, type Pin, type TokenPlace } from '../keys/source'
import type { AskPerson } from '../keys/typed'
import { askHidden } from './prompt'
import { needed, type Options, text, usage, type Values } from './values'

/** Of a key file alone: for commands that need no card. */
export const keyFileOptions = {
  'key-file': { type: 'string' },
  'key-form': { type: 'string' },
  'column-keys': { type: 'string' },
  'key-scp03': { type: 'string' },
  'token-module': { type: 'string' },
  token: { type: 'string' },
  'token-pin-file': { type: 'string' },
  'token-pin-env': { type: 'string' },
} as const satisfies Options

export const keyOptions = {
  ...keyFileOptions,
  'adm-file': { type: 'string' },
  'adm-prompt': { type: 'boolean' },
  adm: { type: 'string' },
  'token-master': { type: 'string' },
  'token-prf': { type: 'string' },
  'allow-last-tries': { type: 'string' },
  reason: { type: 'string' },
} as const satisfies Options

/** Nobody is asked for a holder's PIN in the middle of a batch. */
export const pinFileOptions = { 'pin-file': { type: 'string' } } as const satisfies Options
export const pinOptions = { ...pinFileOptions, 'pin-prompt': { type: 'boolean' } } as const satisfies Options

export const pinFileUsage = '[--pin-file F, for cards that read with their PIN only]'
export const pinUsage = '[--pin-file F | --pin-prompt, for a card that reads with its PIN only]'

export const keyUsage =
  '[--adm-file F | --key-file CSV [--key-form ascii|hex] [--column-keys F] | --token-master LABEL | --adm-prompt] ' +
  '[--token-module LIB --token LABEL [--token-pin-file F | --token-pin-env NAME]] [--adm ADM1] ' +
  `[--allow-last-tries ICCID --reason WHY, at least ${shortestReason} characters]`

/** For what only reads: a card may tell its files in a secure channel alone. */
export const readKeyUsage = '[--key-file CSV [--column-keys F] [--key-scp03 SUFFIX], for a card that wants SCP03]'

/** Undefined where the station's own settings say it. Fails with `request.invalid`, a key that cannot be one included. */
export function keySourceOf(values: Values): CardKeySource | undefined {
  const named = ['adm-file', 'key-file', 'token-master', 'adm-prompt'].filter((name) => values[name] !== undefined)
  if (named.length > 1) throw usage(`name --${named.join(' or --')}, not both`, named[0])
  const source = sourceFor(named[0], values)
  const unused = unusedIn(values, source)
  if (unused) throw usage(`--${unused} is not for ${named[0] ? `--${named[0]}` : 'the keys of this station'}`, unused)
  return source
}

function sourceFor(from: string | undefined, values: Values): CardKeySource | undefined {
  const adm = admOf(text(values, 'adm'))
  switch (from) {
    case 'adm-file': {
      const path = needed(values, 'adm-file')
      // A key that cannot be one is found before anything is ordered.
      readCardKey(path)
      return { from: 'file', path, adm }
    }
    case 'key-file':
      return tableOf(values, adm)
    case 'token-master': {
      const prf = text(values, 'token-prf') ?? 'cmac'
      if (prf !== 'cmac' && prf !== 'hmac-sha256') throw usage('--token-prf is cmac or hmac-sha256', 'token-prf')
      return { from: 'token', token: tokenOf(values), master: needed(values, 'token-master'), prf, adm }
    }
    case 'adm-prompt':
      if (!process.stdin.isTTY) throw usage('there is no terminal to ask in', 'adm-prompt')
      return { from: 'person', adm }
    default:
      return undefined
  }
}

/** The key file that a command line names. */
export function tableOf(values: Values, adm: CardKeySource['adm'] = 'ADM1'): Extract<CardKeySource, { from: 'table' }> {
  const form = KeyForm.optional().safeParse(text(values, 'key-form'))
  if (!form.success) throw usage('--key-form is ascii or hex', 'key-form')
  const path = needed(values, 'key-file')
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw usage(`${path} is no key file that is there`, 'key-file')
  const [columnKeys, scp03] = [text(values, 'column-keys'), text(values, 'key-scp03')]
  return {
    from: 'table',
    path,
    adm,
    ...(form.data && { form: form.data }),
    ...(columnKeys && { columnKeys }),
    ...(scp03 && { scp03 }),
    ...(values['token-module'] !== undefined && { token: tokenOf(values) }),
  }
}

function tokenOf(values: Values): TokenPlace {
  return { module: needed(values, 'token-module'), label: needed(values, 'token'), pin: pinOf(values) }
}

function pinOf(values: Values): Pin {
  const [file, env] = [text(values, 'token-pin-file'), text(values, 'token-pin-env')]
  if (file !== undefined && env !== undefined)
    throw usage('name --token-pin-file or --token-pin-env, not both', 'token-pin-file')
  if (file !== undefined) return { file }
  if (env === undefined) return 'asked'
  // A PIN in the wrong place is not shown.
  if (!/^[A-Za-z_]\w*$/.test(env))
    throw usage('--token-pin-env is the name of an environment variable', 'token-pin-env')
  return { env }
}

function admOf(name: string | undefined): CardKeySource['adm'] {
  const found = references.find((adm) => adm.name === (name ?? 'ADM1').toUpperCase())
  if (!found) throw usage(`--adm is one of ${references.map((adm) => adm.name).join(', ')}`, 'adm')
  return found.name
}

const uses: Readonly<Record<CardKeySource['from'] | 'settings', readonly string[]>> = {
  file: ['adm'],
  table: ['adm', 'key-form', 'column-keys', 'key-scp03', 'token-module', 'token', 'token-pin-file', 'token-pin-env'],
  token: ['adm', 'token-prf', 'token-module', 'token', 'token-pin-file', 'token-pin-env'],
  person: ['adm'],
  settings: [],
}

/** What is named and not used would leave its author in a wrong belief. */
const unusedIn = (values: Values, source: CardKeySource | undefined): string | undefined =>
  [...uses.table, ...uses.token].find(
    (name) => values[name] !== undefined && !uses[source?.from ?? 'settings'].includes(name),
  )

/** One that cannot be a file of PINs is found before anything is ordered. Fails with `request.invalid`. */
export function pinFileOf(values: Values): string | undefined {
  const path = text(values, 'pin-file')
  if (path === undefined) return undefined
  if (values['pin-prompt'] === true) throw usage('name --pin-file or --pin-prompt, not both', 'pin-file')
  pinForAll(path)
  return path
}

/**
 * A supervisor at the terminal, asked one thing after the other: what is typed answers one question. A key that is piped in
 * would be nobody's. Fails with `request.invalid`.
 */
export function askPersonOf(values: Values, terminal: NodeJS.ReadStream = process.stdin): AskPerson {
  const isPinAsked = values['pin-prompt'] === true
  if (isPinAsked && !terminal.isTTY) throw usage('there is no terminal to ask in', 'pin-prompt')
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = (question: string): Promise<string> => {
    const answer = before.then(() => askHidden(question, terminal))
    before = answer.catch(() => undefined)
    return answer
  }
  return async (what, about) => {
    if (!terminal.isTTY || (what === 'card-pin' && !isPinAsked)) return undefined
    const question = `${about ? `${en.keys.typedFor(about)}\n` : ''}${en.keys.typeIt[what]}`
    const typed = await inTurn(question)
    if (what === 'token-pin') return secret(utf8(typed))
    if (what === 'card-pin') return parseCardPin(typed)
    const parsed = parseKeyLine(typed.trim())
    if ('problem' in parsed) throw usage(parsed.problem, 'card key')
    return secret(parsed.key)
  }
}
