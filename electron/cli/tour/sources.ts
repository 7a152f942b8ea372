// Those who know of a new device, each as they really come: a till, a customer with a phone, a core network, a caller.
import { createHmac, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { Failed } from '../../../shared/failure'
import { type DeviceId, identityOf } from '../../../shared/identity/device'
import type { IntakeSource } from '../../../shared/intake/cause'
import { pathsOf } from '../../home'
import { type Places, serveIntake } from '../../intake/serve'
import { readText } from '../../whole-file'
import type { Stage, Subscriber } from './stage'

export type Sold = { readonly device: DeviceId; readonly subscriber: Subscriber }
export type Sources = {
  /** Comes back when the source has said it. */
  readonly tell: Readonly<Record<IntakeSource, (sold: Sold) => Promise<void>>>
  readonly close: () => Promise<void>
}

/** Opens the station's four intakes, on any port. */
export async function openSources({ home, station, io }: Stage): Promise<Sources> {
  const texts = new Map<string, string>()
  const { tillToken, networkKey } = pathsOf(home)
  const serving = await serveIntake(
    { rest: 0, web: 0, network: 0, voice: 0 },
    {
      inbox: station.inbox(),
      rules: station.intakeRules,
      tillToken,
      networkKey,
      sendText: async (to, text) => void texts.set(to, text),
      audit: station.journal.audit,
      now: Date.now,
      log: io.say,
    },
  )
  const { places } = serving
  return {
    tell: {
      pos: (sold) => sellAtTill(places, sold),
      web: (sold) => signUp(places, sold, (number) => texts.get(number) ?? ''),
      network: (sold) => detect(places, sold),
      voice: (sold) => call(places, sold),
    },
    close: serving.close,
  }
}

const imeiOf = (device: DeviceId): string => identityOf(device).value

async function asked(url: string, init: RequestInit, good: readonly number[]): Promise<Response> {
  const answer = await fetch(url, { redirect: 'manual', ...init })
  if (good.includes(answer.status)) return answer
  throw new Failed({
    code: 'server.refused',
    status: answer.status,
    reason: (await answer.text()).slice(0, 200),
    retryable: false,
  })
}

async function sellAtTill({ rest }: Places, { device, subscriber }: Sold): Promise<void> {
  const token = readText(rest?.tokenFile ?? '')?.trim() ?? ''
  const body = JSON.stringify({ reference: `tour-${randomUUID()}`, imei: imeiOf(device), phone: subscriber.msisdn })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  await asked(`${rest?.url}/v1/sales`, { method: 'POST', headers, body }, [201])
}

/** Fills in the form, gets a code as a text message and types it in. */
async function signUp(
  { web }: Places,
  { device, subscriber }: Sold,
  textTo: (number: string) => string,
): Promise<void> {
  const url = web?.url ?? ''
  const first = await asked(`${url}/?lang=en`, {}, [200])
  const cookie = first.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const csrf = /name="csrf" value="([^"]+)"/.exec(await first.text())?.[1] ?? ''
  const post = (path: string, fields: Record<string, string>) =>
    asked(url + path, { method: 'POST', headers: { cookie }, body: new URLSearchParams({ csrf, ...fields }) }, [303])
  await post('/start', { imei: imeiOf(device), phone: subscriber.msisdn })
  await post('/code', { code: /\d{4,8}/.exec(textTo(subscriber.msisdn))?.[0] ?? '' })
}

/** The first registration of a card in a device, as a core network reports it. */
async function detect({ network }: Places, { device, subscriber }: Sold): Promise<void> {
  const key = readText(network?.hmacKeyFile ?? '')?.trim() ?? ''
  const { msisdn, imsi } = subscriber
  const body = JSON.stringify([{ imsi, imei: imeiOf(device), msisdn, plmn: '001-01', at: Date.now() }])
  const at = Date.now()
  const mac = createHmac('sha256', key).update(`${at}.`).update(body).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-signature': `t=${at},v1=${mac}` }
  await asked(`${network?.url}/v1/detections`, { method: 'POST', headers, body }, [202])
}

/** An exchange with a caller who keys in the IMEI and says yes; the network vouches for the number. */
async function call({ voice }: Places, { device, subscriber }: Sold): Promise<void> {
  const { hostname, port } = new URL(voice?.url ?? '')
  const socket = connect({ host: hostname, port: Number(port) })
  socket.on('error', () => undefined)
  const facts = { network: 'yes', channel: 'SIP/tour', language: 'en', callerid: subscriber.msisdn, callingpres: '3' }
  socket.write(
    `${Object.entries(facts)
      .map(([name, value]) => `agi_${name}: ${value}\n`)
      .join('')}\n`,
  )
  let keyed = imeiOf(device)
  for await (const line of createInterface({ input: socket })) {
    if (line.startsWith('HANGUP')) break
    const asksKeys = line.startsWith('GET DATA')
    socket.write(`200 result=${asksKeys ? keyed : 0}\n`)
    if (asksKeys) keyed = '1'
  }
  socket.destroy()
}
