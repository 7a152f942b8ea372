// What a server tells a device for later, and what it has it show: OMA DM Protocol 2.0, 5.3.7 and 5.3.10 to 5.3.12.
import { expect, test } from 'vitest'
import { Failed } from '../../../shared/failure'
import type { HttpAnswer } from '../../../shared/http/exchange'
import { keptAccountOf } from '../../../shared/message/kept-account'
import { leafText } from '../../../shared/message/mo'
import type { Dm2Command } from '../../../shared/session/dm2/packages'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { answeredTo, bootstrappedBy, devId, json, runDm2, treeOf } from '../../support/dm2-session'
import { dm2Vectors } from '../../support/dm2-vectors'

const serversOf = (id: string) =>
  bootstrappedBy(dm2Vectors.bootstrap.find((vector) => vector.id === id)?.expect.text ?? '')
const oneServer = serversOf('bootstrap-one-server-all-leaves')
const twoServers = serversOf('bootstrap-two-servers')
const answered = (commands: readonly Dm2Command[], outside?: Parameters<typeof answeredTo>[2]) =>
  answeredTo(commands, oneServer, outside)

const dmacc = 'urn:oma:mo:oma-dm-dmacc:1.2'
const dcmo = 'urn:oma:mo:oma-dcmo:1.0'
const from = 'https://repo.example/name'
const unreachable = (): HttpAnswer => {
  throw new Failed({ code: 'server.unreachable', reason: 'gone' })
}

test.for([
  [[['DEFAULT', 'https://x.example/']], [400]],
  [[['DEFAULT', 'http://x.example/', dcmo]], [419]],
  [[['DEFAULT', 'https://x.example/', 'urn:oma:mo:oma-scomo:1.0']], [403]],
  [[['SUB', 'http://x.example/', `${dmacc}//`]], [419]],
  [[['SUB', 'https://x.example/', 'x']], [400]],
  [[['SUB', 'https://x.example/', `${dmacc}/dms9/`]], [404]],
  [[['SUB', 'https://x.example/', `${dmacc}/dms1/Auth/Trsp/Secret`]], [403]],
  [[['UNSUB', `${dmacc}//`]], [404]],
  [[['SHOW', 'http://x.example/']], [500]],
] as const)('%j is answered %j', ([commands, statuses]) => expect(answered(commands).statuses).toEqual(statuses))

test('SHOW loads the page and goes on, whether there is one or not', () => {
  const page = answered([['SHOW', 'https://shop.example/?uiid=[DevID]']], () => json('hello', 'text/html'))
  expect(page.statuses).toEqual([200])
  expect(page.requests).toEqual([
    { method: 'GET', url: `https://shop.example/?uiid=${devId}`, headers: { accept: 'text/html' } },
  ])
  const gone = answered(
    [
      ['SHOW', 'https://shop.example/'],
      ['GET', `${dmacc}//Name`],
    ],

    unreachable,
  )
  expect(gone.statuses).toEqual([500, 200])
})

test('DEFAULT keeps one address for each kind of object, the last one', () => {
  const { statuses, standing } = answered([
    ['DEFAULT', 'https://a.example/[MCC]', dcmo],
    ['DEFAULT', 'https://b.example/[MCC]', dcmo],
    ['DEFAULT', 'https://c.example/', 'oma:mo:oma-dm-devinfo:1.0'],
  ])
  expect(statuses).toEqual([200, 200, 200])
  expect(standing).toEqual([
    { is: 'default', serverId: 'dms1.operator.example', url: 'https://b.example/[MCC]', moid: dcmo },
    {
      is: 'default',
      serverId: 'dms1.operator.example',
      url: 'https://c.example/',
      moid: 'urn:oma:mo:oma-dm-devinfo:1.2',
    },
  ])
})

test('a device remembers so many, and no more', () => {
  const many = Array.from({ length: 65 }, (_, at) => ['SUB', 'https://x.example/', `${dmacc}//?cv=${at}`])
  expect(answered(many).statuses).toEqual([...Array.from({ length: 64 }, () => 200), 506])
})

const rename: Dm2Command = ['HGET', from, `${dmacc}/dms1/Name`]
const newName = ({ method }: { readonly method: string }) =>
  method === 'GET' ? { status: 200, headers: { 'content-type': 'text/plain' }, body: utf8('New') } : json({})
const told = (requests: ReturnType<typeof answered>['requests']) =>
  requests
    .filter(({ method }) => method === 'PUT')
    .map(({ url, body }) => [url, JSON.parse(fromUtf8(body ?? new Uint8Array()))])

test('SUB: each change is told as it stands then, until UNSUB', () => {
  const name = `${dmacc}//Name`
  const { statuses, requests, standing } = answered(
    [
      ['SUB', 'https://x.example/[DevID]', name],
      ['SUB', 'https://y.example/', `${dmacc}//Push`],
      rename,
      rename,
      ['DELETE', `${dmacc}/dms1/Push`],
      ['UNSUB', name],
      rename,
    ],
    newName,
  )
  expect(statuses).toEqual([200, 200, [200, rename[2]], [200, rename[2]], 200, 200, [200, rename[2]]])
  expect(told(requests)).toEqual([
    [`https://x.example/${devId}`, [{ ClientURI: name, MOData: { Name: 'New' } }]],
    ['https://y.example/', []],
  ])
  expect(standing).toMatchObject([{ is: 'subscription', url: 'https://y.example/' }])
})

test('a subscriber that does not answer stops nothing', () => {
  const deaf = (request: { readonly method: string }) => (request.method === 'PUT' ? unreachable() : newName(request))
  const { statuses, objects } = answered([['SUB', 'https://x.example/', `${dmacc}//`], rename], deaf)
  expect(statuses).toEqual([200, [200, rename[2]]])
  expect(leafText(objects[0]?.tree ?? new Map(), 'Name')).toBe('New')
})

test('a server subscribes to its own, and is not told what another one changes', () => {
  const first = answeredTo([['SUB', 'https://x.example/', `${dmacc}/*/`]], twoServers)
  const stored = twoServers.find(({ owner }) => owner === 'dms2.enterprise.example')
  const other = stored && keptAccountOf(stored)?.account
  const requests: string[] = []
  runDm2(
    twoServers,
    (request) => {
      if (request.headers['omadm-devid'] !== undefined)
        return json({ CMD: [['HGET', from, `${dmacc}/dms2/Name`], ['END']] })
      requests.push(request.method)
      return newName(request)
    },
    {
      ...(other && { account: other }),
      tree: treeOf(twoServers, 'dms2.enterprise.example', first.standing),
    },
  )
  expect(requests).toEqual(['GET'])
})
