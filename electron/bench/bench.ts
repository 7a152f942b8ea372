// The training bench: readers with cards in them, and a DM Server, for those who have neither.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failed } from '../../shared/failure'
import { type BenchFile, pathsOf, type ServerAccess } from '../home'
import { ownerOf } from '../records/owner'
import { writeWhole } from '../whole-file'
import { systemClock } from './clock'
import { openControl } from './control'
import { pcscCord, plainCord } from './cord'
import { benchKeys, cardNumbers } from './keys'
import { type CardKind, optionsOfKind } from './kinds'
import { createLinks } from './links'
import { lockBench } from './lock'
import type { MessageCentre } from './message-centre'
import type { ServerMode } from './order'
import { type Pcscd, startPcscd } from './pcscd'
import { mostReaders, readerName } from './pcscd-conf'
import { noticedAtOnce, noticedBy, type Place } from './reader-place'
import { makeRunDir } from './run-dir'
import { shimFor } from './shim'
import { createSlot } from './slot'
import { trainingTemplate, writeTraining } from './training'
import { iccidOfSerial, imsiOfSerial } from './uicc/numbers'
import { createUicc, type Uicc } from './uicc/uicc'
import { plugIn } from './vpcd'

/** The DM Server of a bench, as far as the bench needs it. */
export type BenchServer = ServerAccess & {
  readonly factory?: { readonly cert: string; readonly key: string }
  /** Where one sees devices arrive. */
  readonly arrivals?: string
  /** Its message centre, for any sender that speaks SMPP. */
  readonly smpp?: NonNullable<BenchFile['smpp']>
  /** A phone that is switched on at its message centre; returns the way to switch it off. */
  readonly phone?: MessageCentre['phone']
  /** What it does by itself, once the template is there that says which accounts it gives. */
  begin?(): Promise<void>
  setMode(mode: ServerMode): Promise<void>
  close(): Promise<void>
}

export type BenchDeps = {
  readonly home: string
  /** 1 to 16. */
  readonly readers: number
  /** What is in each reader; the last kind is in all that follow. Absent: `usim`. */
  readonly kinds?: readonly CardKind[]
  /** Built here, once this home is known to have no other bench. */
  readonly server: BenchServer | (() => Promise<BenchServer>)
  readonly pcscd?: 'auto' | 'never'
}

export type Bench = {
  /** What `bench.json` says; without the last two members, the ready line. */
  readonly file: BenchFile
  /** What is not as good as it could be, in words for the terminal. */
  readonly remarks: readonly string[]
  /** Never throws. */
  close(): Promise<void>
}

/** Fails with `request.invalid` (another bench, too many readers), `disk.failed`, or as the server does. */
export async function startBench(deps: BenchDeps): Promise<Bench> {
  const { home, readers: count } = deps
  if (!Number.isInteger(count) || count < 1 || count > mostReaders) {
    throw new Failed({ code: 'request.invalid', path: 'readers', reason: `a bench has 1 to ${mostReaders} readers` })
  }
  const closing: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await Promise.resolve(end()).catch(() => undefined)
  }
  try {
    return { ...(await open(deps, pathsOf(home), (end) => closing.push(end))), close }
  } catch (error) {
    await close()
    throw error
  }
}

type Opened = Omit<Bench, 'close'>

async function open(
  deps: BenchDeps,
  paths: ReturnType<typeof pathsOf>,
  later: (end: () => Promise<void> | void) => void,
): Promise<Opened> {
  later(await lockBench(paths.bench))
  const keys = await benchKeys(paths.bench)
  const server = typeof deps.server === 'function' ? await deps.server() : deps.server
  later(() => server.close())
  const runDir = await makeRunDir()
  later(() => rm(runDir, { recursive: true, force: true }))
  const { pcscd, remarks } = await pcscFor(deps, runDir)
  if (pcscd) later(() => pcscd.close())

  const makeCard = cardMaker(paths.bench, keys.adm)
  const names = Array.from({ length: deps.readers }, (_, at) => readerName(at + 1))
  const places: Place[] = []
  const notice = pcscd ? noticedBy(pcscd) : noticedAtOnce
  for (const [at, name] of names.entries()) {
    const kind = deps.kinds?.[at] ?? deps.kinds?.at(-1) ?? 'usim'
    const slot = createSlot(await makeCard(kind), systemClock)
    const virtual = pcscd?.readers[at]
    const plug = virtual && plugIn(slot, virtual.port)
    if (plug) later(() => plug.close())
    const unplugged = pcscd?.unplugged
    places.push({ name, slot, cord: plug ? pcscCord({ name, slot, plug, notice, unplugged }) : plainCord(slot) })
  }
  await Promise.all(names.map((name) => notice(name, 'present')))

  const path = join(runDir, 'control')
  const links = pcscd ? undefined : createLinks(places)
  const setMode = (mode: ServerMode) => server.setMode(mode)
  const control = await openControl(path, {
    places,
    notice,
    makeCard,
    turns: new Map(),
    links,
    setMode,
    phone: server.phone,
  })
  later(() => control.close())
  writeTraining(paths.bench, server.url)
  await server.begin?.()
  const file: BenchFile = {
    ready: true,
    pid: process.pid,
    owner: ownerOf(process.pid),
    readers: names,
    ...(pcscd && { pcsc: { socket: pcscd.socket } }),
    server: { url: server.url, ca: server.ca, cert: server.cert, key: server.key },
    adm: keys.admFile,
    template: trainingTemplate,
    control: path,
    batchKey: keys.batchKeyFile,
    ...(server.factory && { factory: server.factory }),
    ...(server.smpp && { smpp: server.smpp }),
    ...(server.arrivals && { arrivals: server.arrivals }),
  }
  writeWhole(paths.benchFile, `${JSON.stringify(file, undefined, 2)}\n`)
  later(() => rm(paths.benchFile, { force: true }))
  return { file, remarks }
}

type Pcsc = { readonly pcscd: Pcscd | undefined; readonly remarks: readonly string[] }

async function pcscFor({ pcscd: wanted = 'auto', readers }: BenchDeps, runDir: string): Promise<Pcsc> {
  if (wanted === 'never') return { pcscd: undefined, remarks: [] }
  const shim = await shimFor(process.env)
  const slow = shim ? [] : ['there is no C compiler here (cc), so each card command takes some 50 ms']
  try {
    return { pcscd: await startPcscd({ readers, runDir, shim }), remarks: slow }
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'reader.service-down') throw error
    return { pcscd: undefined, remarks: [`the cards are not in PC/SC readers: ${error.failure.reason}`] }
  }
}

/** Every card gets the next number of its home, and the bench's own ADM1. */
function cardMaker(directory: string, adm: Uint8Array): (kind: CardKind) => Promise<Uicc> {
  const next = cardNumbers(directory)
  return async (kind) => {
    const serial = await next()
    return createUicc({ iccid: iccidOfSerial(serial), imsi: imsiOfSerial(serial), adm, ...optionsOfKind(kind) })
  }
}
