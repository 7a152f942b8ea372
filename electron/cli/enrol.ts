import { resolve } from 'node:path'
import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import { secret } from '../../shared/secret'
import { en } from '../../shared/text/en'
import { custodyOf } from '../desk/certificate-desk'
import { type Held, heldAt } from '../enrolment/certificate-request'
import { enrolStation, renewCertificate } from '../enrolment/enrol-station'
import { type Passphrase, pathsOf, type ServerAccess } from '../home'
import { readSettings, writeServer } from '../settings/settings'
import { readText } from '../whole-file'
import { type Command, exit, type Io, needed, text, usage, type Values } from './command'

const words = en.enrolment

export const enrol: Command = {
  name: 'enrol',
  does: 'gets this station its certificate for the DM Server, for a secret that is good once; --renew asks for the next',
  usage:
    '--url https://… --ca FILE --secret-file F (--passphrase-file F | --passphrase-env NAME) [--again] | --renew | --show',
  more: ['F of --secret-file holds name:secret, as whoever runs the DM Server gave it.'],
  options: {
    url: { type: 'string' },
    ca: { type: 'string' },
    'secret-file': { type: 'string' },
    'passphrase-file': { type: 'string' },
    'passphrase-env': { type: 'string' },
    again: { type: 'boolean' },
    renew: { type: 'boolean' },
    show: { type: 'boolean' },
  },
  run: async ({ values }, io) => {
    if (values.show === true) return show(io)
    return values.renew === true ? renew(io) : first(values, io)
  },
}

async function first(values: Values, io: Io): Promise<number> {
  const { settings, credential } = pathsOf(io.home)
  const { bench, server: before } = readSettings(io.home)
  const passphrase = passphraseOf(values)
  if (!bench && !passphrase) throw usage(words.unwrapped, 'passphrase-file')
  if ((bench ? readText(settings)?.includes('"server"') : before) && values.again !== true)
    throw usage(words.enrolledBefore, 'again')
  const ca = resolve(needed(values, 'ca'))
  const { server, held } = await enrolStation({
    url: needed(values, 'url'),
    ca,
    caPem: contentOf(ca),
    secretLine: secret(contentOf(needed(values, 'secret-file')).trim()),
    file: credential,
    passphrase,
  })
  writeServer(io.home, server)
  return told(io, words.enrolled(held.name, held.until), held, server)
}

async function renew(io: Io): Promise<number> {
  const server = serverOf(io)
  const held = await renewCertificate(server, Date.now)
  return told(io, words.renewed(held.name, held.until), held, server)
}

function show(io: Io): number {
  const server = serverOf(io)
  const held = heldAt(server.cert)
  return told(io, words.shown(held.name, held.until, server.enrolment !== undefined), held, server)
}

function told(io: Io, said: string, { name, from, until }: Held, { passphrase }: ServerAccess): number {
  const custody = custodyOf(passphrase)
  io.out({ name, from: new Date(from).toISOString(), until: new Date(until).toISOString(), custody })
  io.answer(said)
  io.answer(words.custody[custody])
  return exit.pass
}

function serverOf({ home }: Io): ServerAccess {
  const { server } = readSettings(home, 'real')
  if (!server) throw usage(words.none, 'url')
  return server
}

function passphraseOf(values: Values): Passphrase | undefined {
  const file = text(values, 'passphrase-file')
  const env = text(values, 'passphrase-env')
  if (file !== undefined && env !== undefined)
    throw usage('name --passphrase-file or --passphrase-env, not both', 'passphrase-file')
  if (file !== undefined) return { file: resolve(file) }
  return env === undefined ? undefined : { env }
}

function contentOf(path: string): string {
  const found = readText(path)
  if (found === undefined) throw new Failed({ code: 'disk.failed', path, reason: because('it is not there') })
  return found
}
