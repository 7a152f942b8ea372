// `npm run fuzz -- --runs N --seed S`: random, mutated and large inputs to every decoder. One JSON line; a finding ends it
// with 1, an option that is no number with 2.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { largeInput } from './fuzz-large.mjs'
import { jsonVectors, templateVectors, vectorsOf, xmlVectors } from './fuzz-seeds.mjs'
import { load } from './load.mjs'
import { inRoot } from './stamp.mjs'

const values = options()
const runs = numberIn('runs', 1) ?? 100_000
const seed = numberIn('seed', 0) ?? Date.now() % 2 ** 32

/** No decoder may work longer on one input, or need more, nor keep what it read. The machine may stall: a slow one is asked again. */
const longestMs = { small: 1_000, large: 5_000 }
const mostPeakMB = 512
const mostGrowthMB = 256
const longestInput = 8_192
const oneIsLargeIn = 256
/** Tokens and signs that mean something to one decoder or another. */
const interesting = [0x00, 0x01, 0x02, 0x03, 0x04, 0x7f, 0x80, 0x83, 0x84, 0xc3, 0xc4, 0xff, 0x22, 0x3c, 0x5b, 0x7b]

const optional = {
  push: 'shared/push/pdu.ts',
  header: 'shared/push/user-data-header.ts',
  segments: 'shared/push/reassemble.ts',
  notification: 'shared/notification/dm1.ts',
  packet: 'shared/notification/packet.ts',
}
const present = Object.fromEntries(Object.entries(optional).filter(([, path]) => existsSync(inRoot(path))))
const modules = await load('fuzz', {
  message: 'shared/message/message.ts',
  outline: 'shared/outline/outline.ts',
  tnds: 'shared/message/tnds.ts',
  codec: 'shared/codec.ts',
  wbxml: 'shared/wbxml/codec.ts',
  cp: 'shared/wbxml/cp.ts',
  syncml: 'shared/wbxml/syncml.ts',
  template: 'shared/template.ts',
  failure: 'shared/failure.ts',
  ...present,
})
const packages = [
  '0329f8fe069a8be9a53ae4e9bb472d3602d0000000123412636f6d2e6d676d747372762e6d616e616765',
  '2300100e646d2e6578616d706c652e636f6d1001011002002a1020d38bbe2a0530eeb101d270a5e2ae598761e0abf2870afd0702e22e40e01540d410046553f1001000',
].map((hex) => Buffer.from(hex, 'hex'))

const headers = ['0b05040b8423f0000342030101062f1f2db691', '0605040b8423f0'].map((hex) => Buffer.from(hex, 'hex'))

/** Two parts of one message. */
const parts = [1, 2].map((part) =>
  Buffer.from(`0b05040b8423f00003420203${part}010601b603`.replace('0203', `020${part}`), 'hex'),
)

const random = generator(seed)
const seedsOf = {
  push: pushSeeds,
  header: () => headers,
  segments: () => [Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), part]))],
  notification: () => packages,
  packet: () => packages,
}
const targets = targetsOf(modules)
process.stdout.write(`${JSON.stringify(idle() ?? torment())}\n`)

function options() {
  try {
    return parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } }).values
  } catch (error) {
    return refuse(error.message)
  }
}

function refuse(words) {
  process.stderr.write(`${words}\n`)
  process.exit(2)
}

/** Undefined if the option is not given; what is no number would torment nothing and find nothing. */
function numberIn(name, least) {
  const text = values[name]
  if (text === undefined) return undefined
  if (/^[0-9]{1,15}$/.test(text) && Number(text) >= least) return Number(text)
  return refuse(`--${name} ${text} is not a number from ${least} on`)
}

/** A decoder that reads none of its good inputs is not tormented by bad ones. */
function idle() {
  const blind = targets.filter(({ read, seeds }) => !seeds.some((input) => outcome(read, input) === 'read'))
  if (targets.length > 0 && blind.length === 0) return undefined
  process.exitCode = 1
  return { seed, runs: 0, readsNoGoodInput: blind.map(({ name }) => name) }
}

function torment() {
  const began = Date.now()
  const before = process.memoryUsage().heapUsed
  const tally = Object.fromEntries(targets.map(({ name }) => [name, { runs: 0, read: 0 }]))
  for (let run = 0; run < runs; run++) {
    const target = targets[run % targets.length]
    const isLarge = random(oneIsLargeIn) === 0
    const input = isLarge
      ? spoiltAtTimes(largeInput(target.kind, target.seeds, random), target.seeds)
      : inputFor(target.seeds)
    const finding = tried(target, input, isLarge ? longestMs.large : longestMs.small)
    tally[target.name].runs++
    if (finding === 'read') tally[target.name].read++
    if (typeof finding === 'object') {
      process.exitCode = 1
      return { seed, runs: run + 1, decoder: target.name, ...finding, inputHex: input.toString('hex') }
    }
  }
  const growthMB = Math.round((process.memoryUsage().heapUsed - before) / 2 ** 20)
  if (growthMB > mostGrowthMB) process.exitCode = 1
  return {
    seed,
    runs,
    findings: growthMB > mostGrowthMB ? 1 : 0,
    seconds: (Date.now() - began) / 1000,
    growthMB,
    decoders: tally,
  }
}

function tried({ read }, input, longest) {
  const before = peakMB()
  for (let attempt = 1; ; attempt++) {
    const began = process.cpuUsage()
    const result = outcome(read, input)
    const { user, system } = process.cpuUsage(began)
    const ms = (user + system) / 1_000
    const peak = peakMB() - before
    if (peak > mostPeakMB) return { peakMB: Math.round(peak) }
    if (ms <= longest) return result
    if (attempt === 3) return { slowMs: Math.round(ms) }
  }
}

/** The most this process ever held. */
function peakMB() {
  return process.resourceUsage().maxRSS / 1024
}

/** A value or a failure is well; any other exception is a bug. Failures are known by their name: each bundle has its own class. */
function outcome(read, input) {
  try {
    read(input)
    return 'read'
  } catch (error) {
    return error?.name === 'Failed' && error.failure?.code ? 'failed' : { crash: String(error?.stack ?? error) }
  }
}

function targetsOf({ message, outline, tnds, codec, wbxml, cp, syncml, template, ...others }) {
  const text = (bytes) => new TextDecoder().decode(bytes)
  const everything = (bytes) => {
    for (const as of ['xml', 'json', 'hex']) message.showMessage(bytes, as, { reveal: false })
    outline.outlineOf(bytes)
    const read = message.readMessage(bytes)
    // what a device would take can be merged into itself
    message.mergeMessages(bytes, bytes)
    return read
  }
  const codecOf = (dialect) => (bytes) => codec.decode(wbxml.wbxml(dialect), bytes)
  return [
    { name: 'wbxml-cp', kind: 'cp', seeds: vectorsOf('cp-'), read: codecOf(cp.cpDialect) },
    {
      name: 'wbxml-syncml',
      kind: 'dm1',
      seeds: [...vectorsOf('dm1-'), ...vectorsOf('tnds-')],
      read: codecOf(syncml.syncmlDialect),
    },
    { name: 'cp', kind: 'cp', seeds: vectorsOf('cp-'), read: everything },
    { name: 'dm1', kind: 'dm1', seeds: vectorsOf('dm1-'), read: everything },
    {
      name: 'tnds',
      kind: 'dm1',
      seeds: vectorsOf('tnds-'),
      read: (bytes) => tnds.mgmtTree.read(codecOf(syncml.syncmlDialect)(bytes).root),
    },
    { name: 'dm2', kind: 'json', seeds: jsonVectors(), read: everything },
    {
      name: 'xml',
      kind: 'xml',
      seeds: xmlVectors(),
      read: (bytes) => message.wbxmlOf(text(bytes)) && everything(bytes),
    },
    { name: 'template', kind: 'json', seeds: templateVectors(), read: (bytes) => template.parseTemplate(text(bytes)) },
    ...Object.keys(optional).flatMap((name) => decodersOf(others[name], name, seedsOf[name](), codec)),
  ]
}

/** Whatever a module reads bytes with: its codecs, and its functions whose names say so. */
function decodersOf(module = {}, name, seeds, codec) {
  return Object.entries(module).flatMap(([key, value]) => {
    if (typeof value?.read === 'function')
      return [{ name: `${name}-${key}`, seeds, read: (bytes) => codec.decode(value, bytes) }]
    if (key === 'reassemble') return [{ name: `${name}-${key}`, seeds, read: (bytes) => value(segmentsIn(bytes)) }]
    return typeof value === 'function' && /^read/.test(key) ? [{ name: `${name}-${key}`, seeds, read: value }] : []
  })
}

/** A length before each segment, as a fuzzer would cut them. */
function segmentsIn(bytes) {
  const segments = []
  for (let at = 0; at < bytes.length; at += 1 + bytes[at]) segments.push(bytes.subarray(at + 1, at + 1 + bytes[at]))
  return segments
}

function pushSeeds() {
  const header = Buffer.from(
    '01062f1f2db691809230353246323433303245443742453344454236374441313335333642423243433232414235304138',
    'hex',
  )
  return vectorsOf('cp-').map((body) => Buffer.concat([header, Buffer.from([0]), body]))
}

/** One in eight is noise, the others a good input spoilt in one to six places, mostly few. */
function inputFor(seeds) {
  if (random(8) === 0 || seeds.length === 0) return Buffer.from(Array.from({ length: random(120) }, () => random(256)))
  let bytes = Buffer.from(seeds[random(seeds.length)])
  for (let count = 1 + random(1 + random(6)); count > 0; count--) bytes = spoilt(bytes, seeds)
  return bytes.subarray(0, longestInput)
}

/** One in two large inputs is left as it was made. */
function spoiltAtTimes(bytes, seeds) {
  return random(2) === 0 ? bytes : spoilt(bytes, seeds)
}

function spoilt(bytes, seeds) {
  const at = random(bytes.length + 1)
  const part = (from) => from.subarray(random(from.length + 1)).subarray(0, random(64))
  switch (random(7)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([random(256)]), bytes.subarray(at + 1)])
    case 1:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from([interesting[random(interesting.length)]]),
        bytes.subarray(at + 1),
      ])
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(16))])
    case 3:
      return Buffer.concat([bytes.subarray(0, at), part(bytes), bytes.subarray(at)])
    case 4:
      return Buffer.concat([bytes.subarray(0, at), part(seeds[random(seeds.length)]), bytes.subarray(at)])
    case 5: {
      const again = part(bytes)
      return Buffer.concat([
        bytes.subarray(0, at),
        ...Array.from({ length: random(40) }, () => again),
        bytes.subarray(at),
      ])
    }
    default:
      return bytes.subarray(0, at)
  }
}

/** mulberry32: the same numbers for the same seed, everywhere. */
function generator(start) {
  let state = start >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
