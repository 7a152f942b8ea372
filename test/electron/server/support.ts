// What the tests of the server and its client share: one bench, and devices that do not repeat.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect } from 'vitest'
import { issue, newKey } from '../../../electron/bench/server/certificate'
import type { ServerAccess } from '../../../electron/home'
import { registrationOf } from '../../../electron/server/registration'
import { Failed } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import { luhnDigit } from '../../../shared/identity/luhn'
import type { RegistrationRequest } from '../../../shared/registration/schema'
import { faultsOf } from '../../support/api-answers'

/** A directory that is gone after the tests. */
export function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bootstation-server-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const count = { value: 0 }

export function freshImei(): string {
  count.value += 1
  const body = `35693803${String(count.value).padStart(6, '0')}`
  return `${body}${luhnDigit(body)}`
}

export const requestFor = (imei: string, iccid = '8949000000000000017'): RegistrationRequest =>
  registrationOf({
    device: parseDevice(`imei:${imei}`),
    iccid,
    template: { name: 'training', sha256: 'a'.repeat(64) },
    sha256: 'b'.repeat(64),
    format: 'dm2',
    source: 'factory',
  })

/** The failure of work that fails; anything else is thrown or answered as it is. */
export const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    if (error instanceof Failed) return error.failure
    throw error
  })

// Making a key takes a while; whose it is does not matter here.
const clientKey = newKey()

/** Another client of the same CA, by the name in its certificate. */
export async function accessAs(name: string, access: ServerAccess, dir: string): Promise<ServerAccess> {
  const pki = join(dir, 'pki')
  const [cert, key] = await Promise.all([
    readFile(join(pki, 'ca.pem'), 'utf8'),
    readFile(join(pki, 'ca-key.pem'), 'utf8'),
  ])
  return written(access, pki, name, issue({ is: 'client', name }, await clientKey, Date.now(), { cert, key }))
}

/** A client whose certificate is from a CA that nobody knows. */
export async function strangerTo(access: ServerAccess, dir: string): Promise<ServerAccess> {
  const key = await clientKey
  const authority = issue({ is: 'ca', name: 'Bootstation training bench CA' }, key, Date.now())
  return written(access, dir, 'stranger', issue({ is: 'client', name: 'station' }, key, Date.now(), authority))
}

function written(
  access: ServerAccess,
  dir: string,
  name: string,
  { cert, key }: { cert: string; key: string },
): ServerAccess {
  const files = { cert: join(dir, `${name}.pem`), key: join(dir, `${name}-key.pem`) }
  writeFileSync(files.cert, cert)
  writeFileSync(files.key, key, { mode: 0o600 })
  return { ...access, ...files }
}

export type Raw = {
  readonly status: number
  readonly type: string
  readonly location: string | undefined
  readonly retryAfter: string | undefined
  readonly allow: string | undefined
  readonly json: unknown
}

/** A request as no client of ours would send it; its answer is one that the API's document describes. */
export async function raw(
  access: ServerAccess,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
  pems: { cert?: string; key?: string } = {},
): Promise<Raw> {
  const [ca, cert, key] = await Promise.all([access.ca, access.cert, access.key].map((file) => readFile(file, 'utf8')))
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, access.url),
      { method, headers, ca, cert, key, agent: false, ...pems },
      async (response) => {
        const answer = await text(response)
        const { 'content-type': type = '', location, 'retry-after': retryAfter, allow } = response.headers
        const status = response.statusCode ?? 0
        expect(faultsOf(method, path, { status, type, text: answer })).toEqual([])
        const isLines = type === 'application/x-ndjson'
        const lines = isLines
          ? answer
              .trimEnd()
              .split('\n')
              .map((line): unknown => JSON.parse(line))
          : undefined
        resolve({
          status,
          type,
          location,
          retryAfter,
          allow,
          json: lines ?? (answer === '' ? undefined : JSON.parse(answer)),
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
