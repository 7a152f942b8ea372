// `npm run perf:messages`: messages from template and variables, beside libwbxml's C library on the same documents.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { load } from './load.mjs'
import { say } from './say.mjs'
import { inRoot } from './stamp.mjs'

const rounds = 15
const aRound = 2_000
const devices = 64
const batch = 100_000
const batchKey = new Uint8Array(32).fill(7)
const bars = { ratio: 3, bytesRatio: 1, batchSeconds: 10, batchGrowthMB: 4 }
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc')

const { template, message, device, hash } = await load('perf', {
  template: 'shared/template.ts',
  message: 'shared/message/message.ts',
  device: 'shared/identity/device.ts',
  hash: 'electron/hash.ts',
})
const folder = mkdtempSync(join(tmpdir(), 'perf-messages-'))
try {
  const result = await measure()
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = isGood(result) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}

async function measure() {
  const program = builtProgram()
  const results = {}
  for (const [name, format, version] of [
    ['w7', 'cp', '1.3'],
    ['dm1', 'dm1', '1.2'],
  ])
    results[name] = await compare(name, templateOf(format), version, program)
  return { ...results, batch: composeBatch() }
}

/** Our rate and libwbxml's, in turn, so that whatever else the machine does falls on both. */
async function compare(name, template, version, program) {
  const orders = Array.from({ length: devices }, (_, at) => orderOf(template, at))
  const ours = orders.map(composed)
  const size = bytesIn(ours) / devices
  if (!program)
    return { perSecond: Math.round(1 / median(Array.from({ length: rounds }, () => secondsOf(orders)))), bytes: size }
  const theirs = startProgram(program, name, ours.map(documentOf), version)
  const times = { ours: [], table: [], plain: [] }
  for (let round = 0; round < rounds; round++) {
    times.ours.push(secondsOf(orders))
    for (const mode of ['table', 'plain']) times[mode].push((await theirs.ask(`${mode} ${aRound}`)) / aRound)
  }
  const theirSizes = []
  for (const at of ours.keys()) {
    const file = join(folder, `${name}-${at}.theirs`)
    theirSizes.push(await theirs.ask(`write ${at} ${file}`))
    checkSame(ours[at], readFileSync(file), name)
  }
  theirs.end()
  // libwbxml is faster without its string table: the rate is compared with that, the size with the table
  const [our, table, plain] = [times.ours, times.table, times.plain].map(median)
  const theirSize = theirSizes.reduce((sum, one) => sum + one) / devices
  return {
    perSecond: Math.round(1 / our),
    ratio: rounded(Math.min(table, plain) / our),
    ratioToTable: rounded(table / our),
    bytes: rounded(size),
    bytesRatio: rounded(size / theirSize, 1000),
  }
}

function secondsOf(orders) {
  const began = process.hrtime.bigint()
  for (let at = 0; at < aRound; at++) composed(orders[at % orders.length])
  return Number(process.hrtime.bigint() - began) / 1e9 / aRound
}

function composed(order) {
  return template.composeTemplate(order).bytes
}

function composeBatch() {
  const one = templateOf('dm1', 'derived')
  const began = process.hrtime.bigint()
  let heap = 0
  let most = 0
  for (let at = 0; at < batch; at++) {
    hash.sha256(composed({ ...orderOf(one, at), variables: {} }))
    if (at % 10_000 === 9_999) {
      collectGarbage()
      const { heapUsed } = process.memoryUsage()
      heap ||= heapUsed
      most = Math.max(most, heapUsed)
    }
  }
  return {
    messages: batch,
    seconds: rounded(Number(process.hrtime.bigint() - began) / 1e9),
    growthMB: rounded((most - heap) / 2 ** 20),
  }
}

/** One server, both sides signed in, everything about the device from variables; or the same with derived secrets. */
function templateOf(format, secrets = 'variable') {
  const of = (name) => (secrets === 'variable' ? { variable: name } : { derived: name.toLowerCase() })
  const names = ['clientSecret', 'clientNonce', 'serverSecret', 'serverNonce']
  const text = {
    bootstation: 1,
    name: 'perf',
    title: 'Measured',
    card: { format, wbxml: 'compact' },
    variables: secrets === 'variable' ? Object.fromEntries(names.map((name) => [name, { type: 'secret' }])) : {},
    servers: [
      {
        id: 'dm.example.com',
        url: 'https://dm.example.com/dm',
        name: 'Example DM',
        rights: ['*'],
        credentials: {
          client: { name: 'device-{deviceValue}', secret: of('clientSecret'), nonce: of('clientNonce') },
          server: { name: 'dm.example.com', secret: of('serverSecret'), nonce: of('serverNonce') },
        },
      },
    ],
  }
  return template.parseTemplate(JSON.stringify(text))
}

function orderOf(template, at) {
  const digits = `35${String(at).padStart(12, '0')}`
  const check =
    (10 -
      (Array.from(digits, Number).reduce(
        (sum, digit, place) => sum + (place % 2 ? Math.floor((digit * 2) / 10) + ((digit * 2) % 10) : digit),
        0,
      ) %
        10)) %
    10
  return {
    template,
    device: device.parseDevice(`imei:${digits}${check}`),
    variables: {
      clientSecret: `client-${at}-aB3dE5fG7h`,
      clientNonce: `nonce-${at}`,
      serverSecret: `server-${at}-Zy8xW6vU4t`,
      serverNonce: `ecnon-${at}`,
    },
    derive: (purpose, whose) => hash.deriveFrom(batchKey, purpose, whose),
  }
}

/** What libwbxml is given: the same elements as compact XML. */
function documentOf(bytes) {
  const types = {
    cp: 'wap-provisioningdoc PUBLIC "-//WAPFORUM//DTD PROV 1.0//EN" "http://www.wapforum.org/DTD/prov.dtd"',
    dm1: 'SyncML PUBLIC "-//SYNCML//DTD SyncML 1.2//EN" "http://www.openmobilealliance.org/tech/DTD/OMA-TS-SyncML_RepPro_DTD-V1_2.dtd"',
  }
  const type = bytes[1] === 0x0b ? types.cp : types.dm1
  const xml = message.showMessage(bytes, 'xml', { reveal: true }).replace(/>\s+</g, '><')
  return Buffer.from(`<?xml version="1.0"?><!DOCTYPE ${type}>${xml}`)
}

function checkSame(ours, theirs, name) {
  const [our, their] = [ours, theirs].map(readByLibwbxml)
  if (our !== their) throw new Error(`wbxml2xml reads another ${name} message than libwbxml wrote`)
}

function readByLibwbxml(bytes) {
  const [binary, xml] = [join(folder, 'one.wbxml'), join(folder, 'one.xml')]
  writeFileSync(binary, bytes)
  execFileSync('wbxml2xml', ['-m', '0', '-k', '-o', xml, binary], { stdio: 'ignore' })
  return readFileSync(xml, 'utf8')
}

/** The C program, or undefined where libwbxml2-dev or a compiler is missing. */
function builtProgram() {
  const program = join(folder, 'libwbxml')
  const flags = ['-I/usr/include/libwbxml-1.0', '-lwbxml2']
  const { status, error } = spawnSync('cc', ['-O2', '-o', program, inRoot('build', 'perf-messages.c'), ...flags], {
    stdio: 'ignore',
  })
  if (status === 0) return program
  say(`libwbxml is not measured: ${error ? 'there is no C compiler' : 'install libwbxml2-dev'}`)
  return undefined
}

function startProgram(program, name, documents, version) {
  const file = join(folder, `${name}.documents`)
  writeFileSync(file, Buffer.concat(documents.flatMap((one) => [Buffer.from(`${one.length}\n`), one])))
  const child = spawn(program, [file, version], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask(question) {
      child.stdin.write(`${question}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error('libwbxml ended')
      return Number(value)
    },
    end: () => child.stdin.end(),
  }
}

function isGood({ batch, ...formats }) {
  const isFast = Object.values(formats).every(
    ({ ratio = bars.ratio, bytesRatio = 0 }) => ratio >= bars.ratio && bytesRatio <= bars.bytesRatio,
  )
  return isFast && batch.seconds < bars.batchSeconds && batch.growthMB < bars.batchGrowthMB
}

function bytesIn(messages) {
  return messages.reduce((sum, { length }) => sum + length, 0)
}

function median(values) {
  return values.toSorted((left, right) => left - right)[values.length >> 1]
}

function rounded(value, parts = 100) {
  return Math.round(value * parts) / parts
}
