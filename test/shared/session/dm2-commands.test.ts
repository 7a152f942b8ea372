import { describe, expect, test } from 'vitest'
import { Failed } from '../../../shared/failure'
import type { Stored } from '../../../shared/message/apply'
import { keptAccountOf } from '../../../shared/message/kept-account'
import { leafText } from '../../../shared/message/mo'
import type { Dm2Command } from '../../../shared/session/dm2/packages'
import { run } from '../../../shared/session/dm2/run'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { answeredTo, bootstrappedBy, converse, devId, json, runDm2, treeOf } from '../../support/dm2-session'
import { dm2Vectors } from '../../support/dm2-vectors'

type Outside = Parameters<typeof answeredTo>[2]

const textOf = (id: string): string => dm2Vectors.bootstrap.find((vector) => vector.id === id)?.expect.text ?? ''
const oneServer = bootstrappedBy(textOf('bootstrap-one-server-all-leaves'))
const twoServers = bootstrappedBy(textOf('bootstrap-two-servers'))

/** Commands for a device with one server, unless it has others. */
const answered = (commands: readonly Dm2Command[], objects = oneServer, outside?: Outside) =>
  answeredTo(commands, objects, outside)

const account = (objects: readonly Stored[], id = 'dms1.operator.example') =>
  objects.find(({ owner, moid }) => owner === id && moid.includes('dmacc'))
const dmacc = 'urn:oma:mo:oma-dm-dmacc:1.2'
const dcmo = 'urn:oma:mo:oma-dcmo:1.0'

describe('GET', () => {
  test.for([
    [`${dmacc}//SrvID`, 200, [{ ClientURI: `${dmacc}//SrvID`, MOData: { SrvID: 'dms1.operator.example' } }]],
    [
      `${dmacc}/dms1/Auth/Noti`,
      200,
      [{ ClientURI: `${dmacc}/dms1/Auth/Noti`, MOData: { Noti: { Type: 0, Data: 'ZG1zMS1ub3Rp' } } }],
    ],
    [`${dmacc}/*/Name`, 200, [{ ClientURI: `${dmacc}/dms1/Name`, MOData: { Name: 'Operator DM 1' } }]],
    [
      `${dmacc}/(x)/Name?nv=(x)/SrvID:dms1.operator.example`,
      200,
      [{ ClientURI: `${dmacc}/dms1/Name`, MOData: { Name: 'Operator DM 1' } }],
    ],
    [
      `${dmacc}/dms1/Auth?lv=1`,
      200,
      [{ ClientURI: `${dmacc}/dms1/Auth`, MOData: { Auth: { Bootstrap: {}, Noti: {}, Trsp: {} } } }],
    ],
    [
      'oma:mo:oma-dm-devinfo:1.0//DevID',
      200,
      [{ ClientURI: 'oma:mo:oma-dm-devinfo:1.0//DevID', MOData: { DevID: devId } }],
    ],
    [`${dmacc}/dms1/Auth/Trsp/Secret`, 403, undefined],
    [`${dmacc}/dms1/Auth/Noti/Secret`, 403, undefined],
    [`${dmacc}/dms1/Auth/Bootstrap/ClientSecretKey`, 403, undefined],
    [`${dmacc}/dms1/Perm`, 403, undefined],
    [`${dmacc}/dms2/`, 404, undefined],
    [`${dmacc}//Nothing`, 404, undefined],
    [`${dmacc}/(x)/Name?nv=(x)/SrvID:other`, 404, undefined],
    ['urn:oma:mo:oma-scomo:1.0//', 403, undefined],
    ['urn:oma:mo:oma-dm-devinfo:1.2', 400, undefined],
  ] as const)('%s is answered %i', ([uri, sc, data]) => {
    const told = answered([['GET', uri]])
    expect(told.statuses).toEqual([sc])
    expect(told.data['0']).toEqual(data)
  })

  test('a whole account is given without its secrets, and without the rights it was given', () => {
    const [item] = answered([['GET', `${dmacc}//`]]).data['0'] as [{ MOData: unknown }]
    const text = JSON.stringify(item.MOData)
    expect(text).toContain('dms1.operator.example')
    for (const secret of ['Secret', 'PubKey', 'Perm', 'Y29ycmVjdCBob3JzZQ', 'MDEyMzQ1'])
      expect(text).not.toContain(secret)
  })

  test('the account of another server is not there to be read, whatever rights this one has', () => {
    expect(answered([['GET', `${dmacc}/dms2/`]], twoServers).statuses).toEqual([403])
    expect(answered([['GET', `${dmacc}/*/SrvID`]], twoServers).data['0']).toEqual([
      { ClientURI: `${dmacc}/dms1/SrvID`, MOData: { SrvID: 'dms1.operator.example' } },
    ])
    expect(answered([['GET', `${dmacc}//`]], twoServers).statuses).toEqual([404])
  })
})

const usb = {
  ClientURI: `${dcmo}//`,
  MOData: { usb: { Property: 'USB', Group: 'I/O', Description: 'USB', Enabled: true } },
}
const repository =
  (document: unknown, type = 'application/dmmo+json') =>
  () =>
    json(document, type)
const unreachable = () => {
  throw new Failed({ code: 'server.unreachable', reason: 'gone' })
}
const from = 'https://repo.example/x?d=[DevID]'

describe('HGET', () => {
  test('goes outside the session, with the device’s name in the address and without its password', () => {
    const { requests } = answered([['HGET', from]], oneServer, repository([usb]))
    expect(requests).toEqual([
      { method: 'GET', url: `https://repo.example/x?d=${devId}`, headers: { accept: 'application/dmmo+json' } },
    ])
  })

  test.for([
    ['no answer', unreachable, 419],
    ['not found', () => ({ status: 404, headers: {}, body: new Uint8Array() }), 419],
    ['a page', repository([usb], 'text/html'), 415],
    ['no objects', repository({ a: 1 }), 415],
    ['a broken account', repository([{ ClientURI: `${dmacc}//`, MOData: { x: { SrvID: 'x' } } }]), 415],
    [
      'objects the server may not manage',
      repository([{ ClientURI: 'urn:oma:mo:oma-connmo-nap:1.0//', MOData: { n: { NAPID: 'n' } } }]),
      403,
    ],
  ] as const)('%s is a status, and the session goes on', ([, outside, sc]) => {
    const { statuses, objects } = answered(
      [
        ['HGET', from],
        ['GET', `${dmacc}//Name`],
      ],
      oneServer,
      outside,
    )
    expect(statuses).toEqual([sc, 200])
    expect(objects).toEqual(oneServer)
  })

  test('what is not an address is a status as well', () => {
    expect(answered([['HGET', 'http://repo.example/']]).statuses).toEqual([419])
  })

  test('a server may have its own account written anew, but gives itself no rights', () => {
    const document = JSON.parse(
      textOf('bootstrap-one-server-all-leaves')
        .replace('Operator DM 1', 'Renamed')
        .replace('"MOID":"urn:oma:mo:oma-dcmo:1.0"', '"MOID":"*"'),
    )
    const { statuses, objects } = answered(
      [
        ['HGET', from],
        ['GET', 'urn:oma:mo:oma-scomo:1.0//'],
      ],
      oneServer,
      repository(document),
    )
    expect(statuses).toEqual([[200, `${dmacc}/dms1/`], 403])
    expect(leafText(account(objects)?.tree ?? new Map(), 'Name')).toBe('Renamed')
  })

  const foreign = (id: string, perm: string) => [
    {
      ClientURI: `${dmacc}//`,
      MOData: { evil: { SrvID: id, SrvURI: 'https://evil.example/', Name: 'Evil', Perm: { p: { MOID: perm } } } },
    },
  ]

  test('a server never writes the account of another', () => {
    const { statuses, objects } = answered(
      [['HGET', from]],
      twoServers,
      repository(foreign('dms2.enterprise.example', 'urn:x')),
    )
    expect(statuses).toEqual([403])
    expect(objects).toEqual(twoServers)
  })

  test('a server may add another with no more rights than its own', () => {
    expect(answered([['HGET', from]], oneServer, repository(foreign('new.example', '*'))).statuses).toEqual([403])
    const added = answered([['HGET', from]], oneServer, repository(foreign('new.example', 'urn:oma:mo:oma-dcmo:1.0')))
    expect(added.statuses).toEqual([[200, `${dmacc}/evil/`]])
    expect(account(added.objects, 'new.example')?.owner).toBe('new.example')
  })

  test('an object of the same name that another server made stays its own', () => {
    const all = bootstrappedBy(
      textOf('bootstrap-two-servers').replaceAll('"MOID":"*"', '"MOID":"urn:oma:mo:oma-dcmo:1.0"'),
    )
    const first = answered([['HGET', from]], all, repository([usb])).objects
    const second = account(first, 'dms2.enterprise.example')
    const other = second && keptAccountOf(second)?.account
    const kept: (readonly Stored[])[] = []
    let asked = 0
    runDm2(
      first,
      () =>
        [json({ CMD: [['HGET', from], ['END']] }), json([usb], 'application/dmmo+json')][asked++] ??
        expect.fail('too many'),
      {
        ...(other && { account: other, tree: treeOf(first, other.id) }),
        kept,
      },
    )
    const made = (kept.at(-1) ?? []).filter(({ moid }) => moid === dcmo)
    expect(made.map(({ miid, owner }) => [miid, owner])).toEqual([
      ['usb', 'dms1.operator.example'],
      ['usb-2', 'dms2.enterprise.example'],
    ])
  })

  test.for([
    [`${dmacc}/dms1/Name`, 'text/plain', 'New', 200, 'New'],
    [`${dmacc}//Name`, 'application/dmmo+json', '[{"ClientURI":"x","MOData":{"Name":"New"}}]', 200, 'New'],
    [`${dmacc}/dms1/Name`, 'text/html', 'New', 415, 'Operator DM 1'],
    [`${dmacc}/dms1/SrvID`, 'text/plain', 'other', 405, 'Operator DM 1'],
    [
      `${dmacc}/dms1/SrvURI`,
      'application/dmmo+json',
      '[{"ClientURI":"x","MOData":{"SrvURI":{}}}]',
      415,
      'Operator DM 1',
    ],
    [`${dmacc}/dms3/Name`, 'text/plain', 'New', 404, 'Operator DM 1'],
    ['urn:oma:mo:oma-dm-devinfo:1.2//Man', 'text/plain', 'New', 403, 'Operator DM 1'],
    ['urn:oma:mo:oma-scomo:1.0//x', 'text/plain', 'New', 403, 'Operator DM 1'],
    ['nonsense', 'text/plain', 'New', 400, 'Operator DM 1'],
  ] as const)('into %s as %s is answered %i', ([to, type, body, sc, name]) => {
    const outside = () => ({ status: 200, headers: { 'content-type': type }, body: utf8(body) })
    const { statuses, objects } = answered([['HGET', from, to]], oneServer, outside)
    expect(statuses).toEqual(sc === 200 ? [[200, to]] : [sc])
    expect(leafText(account(objects)?.tree ?? new Map(), 'Name')).toBe(name)
  })

  test.for([
    [`${dmacc}/dms1/`, textOf('bootstrap-one-server-all-leaves').replaceAll('urn:oma:mo:oma-dcmo:1.0', '*')],
    [`${dmacc}/dms1/Perm/p4/MOID`, '[{"ClientURI":"x","MOData":{"MOID":"*"}}]'],
  ])('a server does not give itself rights at %s either', ([to, document]) => {
    const outside = () => ({
      status: 200,
      headers: { 'content-type': 'application/dmmo+json' },
      body: utf8(document ?? ''),
    })
    const told = answered(
      [
        ['HGET', from, to ?? ''],
        ['GET', 'urn:oma:mo:oma-scomo:1.0//'],
      ],
      oneServer,
      outside,
    )
    expect(told.statuses).toEqual([[200, to], 403])
  })

  test('bytes are kept as bytes', () => {
    const outside = () => ({
      status: 200,
      headers: { 'content-type': 'application/octet-stream' },
      body: Uint8Array.of(0, 255),
    })
    const { objects } = answered([['HGET', from, `${dmacc}/dms1/Auth/Trsp/Secret`]], oneServer, outside)
    const kept = account(objects)
    expect(kept && keptAccountOf(kept)?.account.client?.secret.reveal()).toEqual(Uint8Array.of(0, 255))
  })
})

describe('other commands', () => {
  test.for([
    [[['DELETE', `${dmacc}/dms1/Push`]], [200]],
    [[['DELETE', `${dmacc}/dms1/SrvURI`]], [405]],
    [[['DELETE', `${dmacc}/dms9/`]], [404]],
    [[['DELETE', 'urn:oma:mo:oma-dm-devinfo:1.2//Man']], [403]],
    [[['EXEC', `${dmacc}/dms1/`]], [405]],
    [[['EXEC', `${dmacc}/dms9/`]], [404]],
    [[['EXEC', 'urn:oma:mo:oma-scomo:1.0/x/']], [403]],
    [[['end']], [501]],
    [[['GET']], [400]],
    [[['GET', 'a', 'b']], [400]],
    [[['DELETE', 'x']], [400]],
    [[['CONT', 'http://x.example/']], [419]],
  ] as const)('%j is answered %j', ([commands, statuses]) => expect(answered(commands).statuses).toEqual(statuses))

  test('an account that its server deletes is gone', () => {
    expect(account(answered([['DELETE', `${dmacc}/dms1/`]]).objects)).toBeUndefined()
    expect(answered([['DELETE', `${dmacc}/dms2/`]], twoServers).statuses).toEqual([403])
  })

  test('HPUT and HPOST send what is there', () => {
    const put = answered(
      [['HPUT', 'https://repo.example/[DevID]', `${dmacc}//Name`, `${dmacc}//Nothing`]],
      oneServer,
      repository({}),
    )
    expect(put.statuses).toEqual([200])
    expect(put.requests.map(({ method, body }) => [method, JSON.parse(fromUtf8(body ?? new Uint8Array()))])).toEqual([
      ['PUT', [{ ClientURI: `${dmacc}//Name`, MOData: { Name: 'Operator DM 1' } }]],
    ])
    expect(answered([['HPOST', 'https://repo.example/', `${dmacc}//Nothing`]]).statuses).toEqual([404])
    const down = () => ({ status: 500, headers: {}, body: new Uint8Array() })
    expect(answered([['HPOST', 'https://repo.example/', `${dmacc}//Name`]], oneServer, down).statuses).toEqual([419])
  })

  test('something else in the place of a command is answered 400', () => {
    const end = converse(run(undefined, treeOf(oneServer, 'dms1.operator.example'), { DevID: devId }), () =>
      expect.fail('nothing is asked'),
    )
    expect(end.sc).toBe(400)
  })
})
