import { existsSync } from 'node:fs'
import { Failed } from '../../shared/failure'
import { devIdOf, parseDevice } from '../../shared/identity/device'
import { luhnDigit } from '../../shared/identity/luhn'
import { en } from '../../shared/text/en'
import type { Made } from '../composer/composer'
import { type BundleMessage, buildBundle } from '../factory/build'
import { readCertificates } from '../factory/certificates'
import { placeBundle } from '../factory/place'
import { openBundle, problemsIn } from '../factory/verify'
import { readSettings } from '../settings/settings'
import { readText } from '../whole-file'
import { type Command, exit, list, needed, text, usage, type Values, withStation } from './command'
import { buildForBatch } from './factory-batch'
import { formatIn, templateOf } from './order'
import { variableOptions, variablesOf, variableUsage } from './variables'

export const factoryBuild: Command = {
  name: 'factory build',
  does: 'a signed bundle of bootstrap files for devices, a model or everyone',
  usage: `(--batch B | --template T --batch NAME (--device imei:… [--device …] | --devices FILE | --tac N | --all)) --out DIR [--format dm2|dm1|cp] [--encrypt-to CERT.pem] [--cert F --key F] ${variableUsage}`,
  more: [
    'With nothing but --batch: the files of that batch, which count among its pieces.',
    'With --template, --batch only names the bundle.',
  ],
  options: {
    template: { type: 'string' },
    batch: { type: 'string' },
    out: { type: 'string' },
    device: { type: 'string', multiple: true },
    devices: { type: 'string' },
    tac: { type: 'string' },
    all: { type: 'boolean' },
    format: { type: 'string' },
    'encrypt-to': { type: 'string' },
    cert: { type: 'string' },
    key: { type: 'string' },
    ...variableOptions,
  },
  run: (args, io) => {
    const { values } = args
    if (text(values, 'template') === undefined && targetOptions.every((name) => values[name] === undefined))
      return buildForBatch(args, io, signerOf(values, io.home))
    const [template, batch, out] = [needed(values, 'template'), needed(values, 'batch'), needed(values, 'out')]
    const targets = targetsOf(values)
    const signer = signerOf(values, io.home)
    const document = templateOf(values, io)
    const format = formatIn(values, document)
    const variables = variablesOf(values, document)
    const certificate = text(values, 'encrypt-to')
    const [encryptTo] = certificate === undefined ? [] : readCertificates(certificate)
    return withStation(args, io, async (_, { composer, journal }) => {
      const make = (device: string): Made =>
        composer.make({ template, device: parseDevice(device), variables, ...(format && { format }) }, 'file')
      const first = make(targets[0]?.samples[0] ?? '')
      const messages = function* (): Generator<BundleMessage> {
        for (const { for: target, samples } of targets)
          yield { for: target, message: theSame(samples.map(make)), ...(encryptTo && { encryptTo }) }
      }
      const ref = composer.refOf(template)
      const order = { batch, template: ref, format: first.format, now: Date.now(), messages: messages() }
      const { manifest, sha256 } = await buildBundle(out, order, signer)
      const built = { batch, template: ref, format: first.format, files: manifest.messages.length, sha256, folder: out }
      journal.audit('factory.build', JSON.stringify(built))
      io.out(built)
      for (const warning of first.warnings ?? []) io.say(en.wizard.review.warning(warning))
      io.answer(en.factory.built(manifest.messages.length, batch, out))
      return exit.pass
    })
  },
}

export const factoryVerify: Command = {
  name: 'factory verify',
  does: 'whether a bundle is whole and signed by somebody trusted',
  usage: 'DIR [--trust CA.pem]',
  options: { trust: { type: 'string' } },
  positionals: true,
  run: async ({ values, positionals }, io) => {
    const bundle = await openBundle(folderOf(positionals), trustOf(values, io.home), Date.now())
    const problems = await problemsIn(bundle)
    const { batch, template, format, messages } = bundle.manifest
    const signedBy = bundle.path.map(({ subject }) => subject.replaceAll('\n', ', '))
    const outcome = problems.length === 0 ? 'PASS' : 'FAIL'
    io.out({ outcome, batch, template, format, files: messages.length, sha256: bundle.sha256, signedBy, problems })
    for (const { file, reason } of problems) io.answer(en.factory.problem(file, reason))
    io.answer(en.factory.verified(outcome, messages.length, signedBy[0] ?? ''))
    return problems.length === 0 ? exit.pass : exit.fail
  },
}

export const factoryPlace: Command = {
  name: 'factory place',
  does: 'brings a bundle onto a mounted target, whole or not at all, and reads it back',
  usage: 'DIR --target MOUNT [--trust CA.pem] [--replace] [--remount] [--on-system-disk]',
  options: {
    target: { type: 'string' },
    trust: { type: 'string' },
    replace: { type: 'boolean' },
    remount: { type: 'boolean' },
    'on-system-disk': { type: 'boolean' },
  },
  positionals: true,
  run: (args, io) => {
    const { values, positionals } = args
    const [folder, target, trust] = [folderOf(positionals), needed(values, 'target'), trustOf(values, io.home)]
    return withStation(args, io, async (_, { journal }) => {
      const now = Date.now()
      const bundle = await openBundle(folder, trust, now)
      const placed = await placeBundle(bundle, {
        target,
        isOnSystemDisk: values['on-system-disk'] === true ? 'meant' : 'refused',
        other: values.replace === true ? 'replace' : 'keep',
        readBack: values.remount === true ? 'remounted' : 'as it is',
        now,
      })
      const told = { ...placed, batch: bundle.manifest.batch, sha256: bundle.sha256 }
      journal.audit('factory.place', JSON.stringify(told))
      io.out({ outcome: 'PASS', ...told })
      io.answer(en.factory.placed(placed.result, placed.folder, placed.readBack))
      return exit.pass
    })
  },
}

const targetOptions = ['device', 'devices', 'tac', 'all'] as const

type Named = { readonly for: BundleMessage['for']; readonly samples: readonly string[] }

/** For whom there are messages; a rule has two devices that must get the same one. */
function targetsOf(values: Values): readonly Named[] {
  const tac = text(values, 'tac')
  const named = [...list(values, 'device'), ...linesIn(text(values, 'devices'))]
  const ways = [named.length > 0, tac !== undefined, values.all === true].filter(Boolean).length
  if (ways !== 1) throw usage('name devices with --device or --devices, or a model with --tac, or everyone with --all')
  if (tac !== undefined && !/^\d{8}$/.test(tac)) throw usage('a TAC is the first eight digits of an IMEI', 'tac')
  if (tac !== undefined) return [{ for: { tac }, samples: samplesOf(tac) }]
  if (values.all === true) return [{ for: { all: true }, samples: samplesOf('00101912') }]
  return named.map((device) => ({ for: { devId: devIdOf(parseDevice(device)) }, samples: [device] }))
}

const samplesOf = (tac: string): readonly string[] =>
  ['000001', '000002'].map((serial) => `imei:${tac}${serial}${luhnDigit(tac + serial)}`)

/** A file for many holds what is the same for all of them. */
function theSame(made: readonly Made[]): Uint8Array {
  const [first, other] = made
  if (first === undefined) throw new Error('there is a device')
  if (other !== undefined && other.sha256 !== first.sha256)
    throw new Failed({ code: 'request.invalid', path: 'template', reason: en.factory.notTheSame })
  return first.message
}

/** One device a line; what follows a comma, and lines that are empty or begin with #, are passed over. */
function linesIn(path: string | undefined): readonly string[] {
  if (path === undefined) return []
  const content = readText(path)
  if (content === undefined) throw usage(`there is no file ${path}`, 'devices')
  const named = content.split(/\r?\n/).map(
    (line) =>
      line
        .replace(/^\uFEFF/, '')
        .split(/[,;\t]/)[0]
        ?.trim() ?? '',
  )
  return named.flatMap((device, at) => {
    if (device === '' || device.startsWith('#')) return []
    try {
      return [parseDevice(device.includes(':') ? device : `imei:${device}`)]
    } catch (error) {
      if (!(error instanceof Failed) || error.failure.code !== 'request.invalid') throw error
      throw usage(`line ${at + 1} of ${path}: ${error.failure.reason}`, 'devices')
    }
  })
}

function signerOf(values: Values, home: string) {
  const { factory } = readSettings(home)
  const [cert, key] = [text(values, 'cert') ?? factory?.cert, text(values, 'key') ?? factory?.key]
  if (cert === undefined || key === undefined) throw usage(en.factory.noSigner, 'cert')
  const keyText = readText(key)
  if (keyText === undefined) throw usage(`there is no file ${key}`, 'key')
  return { certificates: readCertificates(cert).map(String), key: keyText }
}

/** Whom to believe: a file that is named, else who stands behind the DM Server of this station. */
function trustOf(values: Values, home: string) {
  const file = text(values, 'trust') ?? readSettings(home).server?.ca
  if (file === undefined) throw usage(en.factory.noTrust, 'trust')
  return readCertificates(file)
}

function folderOf([folder]: readonly string[]): string {
  if (folder === undefined) throw usage('name the folder of the bundle', 'folder')
  if (!existsSync(folder)) throw usage(`there is no folder ${folder}`, 'folder')
  return folder
}
