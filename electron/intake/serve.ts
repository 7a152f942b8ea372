// Opens the sources that were asked for, over one inbox.
import { readFileSync } from 'node:fs'
import { Failed } from '../../shared/failure'
import type { IntakeRules } from '../../shared/intake/rules'
import type { Secret } from '../../shared/secret'
import { createBudget } from './budget'
import { createDetections, type Detections } from './detections'
import type { Folder } from './folder'
import type { Inbox } from './inbox'
import type { Tls } from './listener'
import { serveNetwork } from './network'
import { createNetworkFolder } from './network-folder'
import { keptSecret, readSecret } from './private-file'
import { serveRest } from './rest'
import { createTillFolder } from './till-folder'
import { serveVoice } from './voice'
import { watchFolder } from './watch-folder'
import { type SendText, serveWeb } from './web'

/** Ports, where 0 is any that is free, and folders. */
export type Sources = {
  readonly rest?: number | undefined
  readonly web?: number | undefined
  readonly network?: number | undefined
  readonly voice?: number | undefined
  readonly tillFolder?: string | undefined
  readonly networkFolder?: string | undefined
}

export type ServeDeps = {
  readonly inbox: Inbox
  readonly rules: IntakeRules
  /** Where a token and a key are made that station.json does not name. */
  readonly tillToken: string
  readonly networkKey: string
  readonly sendText: SendText | undefined
  readonly audit: (act: string, detail: string) => void
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Where each source is to be found: no secret is in it, only where one lies. */
export type Places = {
  readonly rest?: { readonly url: string; readonly tokenFile: string }
  readonly web?: { readonly url: string }
  readonly network?: { readonly url: string; readonly hmacKeyFile?: string | undefined }
  readonly voice?: { readonly url: string }
  readonly tillFolder?: string
  readonly networkFolder?: string
}

export type Serving = { readonly places: Places; readonly detections: Detections; readonly close: () => Promise<void> }

const lookMs = 500
const auditsPerMinute = 60

/** All of them or none. Fails with `request.invalid` or `disk.failed`. */
export async function serveIntake(sources: Sources, deps: ServeDeps): Promise<Serving> {
  const closing: (() => Promise<void>)[] = []
  const detections = createDetections({ ...deps, rules: deps.rules.network })
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end()
    await detections.close()
  }
  try {
    const places = await open(sources, quieted(deps), detections, (end) => closing.push(end))
    return { places, detections, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What somebody else can cause as often as they like is noted some times a minute. */
function quieted(deps: ServeDeps): ServeDeps {
  const most = createBudget({ most: auditsPerMinute, perMs: 60_000, now: deps.now })
  return { ...deps, audit: (act, detail) => void (most.spend(act) && deps.audit(act, detail)) }
}

async function open(
  sources: Sources,
  deps: ServeDeps,
  detections: Detections,
  later: (end: () => Promise<void>) => void,
): Promise<Places> {
  const { rules, log } = deps
  const listening = async <T>(
    opened: Promise<{ port: number; close: () => Promise<void> }>,
    at: (port: number) => T,
  ) => {
    const { port, close } = await opened
    later(close)
    return at(port)
  }
  const watched = (dir: string, folder: Folder): string => {
    later(watchFolder(folder, lookMs, log))
    return dir
  }
  const { rest, web, network, voice, tillFolder, networkFolder } = sources
  const tokenFile = rules.till.tokenFile ?? deps.tillToken
  return {
    ...(rest !== undefined && {
      rest: await listening(serveRest(rest, { ...deps, token: tokenOf(rules, deps) }), (port) => ({
        url: `http://127.0.0.1:${port}`,
        tokenFile,
      })),
    }),
    ...(web !== undefined && {
      web: await listening(openWeb(web, deps), (port) => ({ url: addressOf(rules.web, port) })),
    }),
    ...(network !== undefined && {
      network: await listening(openNetwork(network, deps, detections), (port) => ({
        url: addressOf(rules.network, port),
        hmacKeyFile: rules.network.hmacKeyFile ?? (rules.network.ca === undefined ? deps.networkKey : undefined),
      })),
    }),
    ...(voice !== undefined && {
      voice: await listening(serveVoice(voice, deps), (port) => ({ url: `agi://127.0.0.1:${port}` })),
    }),
    ...(tillFolder !== undefined && { tillFolder: watched(tillFolder, createTillFolder(tillFolder, deps)) }),
    ...(networkFolder !== undefined && {
      networkFolder: watched(networkFolder, createNetworkFolder(networkFolder, detections, log)),
    }),
  }
}

/** A file that station.json names is there already; the station's own is made. */
const tokenOf = ({ till }: IntakeRules, { tillToken }: ServeDeps): Secret<string> =>
  till.tokenFile === undefined ? keptSecret(tillToken) : readSecret(till.tokenFile)

function openWeb(port: number, deps: ServeDeps) {
  const { rules, sendText } = deps
  if (sendText === undefined)
    throw new Failed({
      code: 'request.invalid',
      path: 'intake.web',
      reason: 'this station has no way to send a text message',
    })
  return serveWeb({ host: rules.web.host, port }, tlsOf(rules.web), { ...deps, sendText })
}

function openNetwork(port: number, deps: ServeDeps, detections: Detections) {
  const { host, hmacKeyFile, ca } = deps.rules.network
  const own = ca === undefined ? keptSecret(deps.networkKey) : undefined
  const hmacKey = hmacKeyFile === undefined ? own : readSecret(hmacKeyFile)
  return serveNetwork({ host, port }, tlsOf(deps.rules.network), {
    ...deps,
    detections,
    hmacKey,
    rules: deps.rules.network,
  })
}

type TlsFiles = {
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly ca?: string | undefined
}

function tlsOf({ cert, key, ca }: TlsFiles): Tls | undefined {
  if (cert === undefined || key === undefined) return undefined
  return { cert: pem(cert), key: pem(key), ...(ca !== undefined && { ca: pem(ca) }) }
}

function pem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Failed({ code: 'disk.failed', path, reason: 'cannot be read' })
  }
}

const addressOf = (
  { host, cert }: { readonly host: string; readonly cert?: string | undefined },
  port: number,
): string => `${cert === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`
