// What a real server's first session may bring: groups, objects larger than a message, nodes that come and go.
import { describe, expect, test } from 'vitest'
import { keptAccountOf } from '../../../shared/message/kept-account'
import { leafText, nodeAt } from '../../../shared/message/mo'
import type { Command, Item } from '../../../shared/session/dm1/command'
import { decodeMessage, dm1Wbxml, encodeMessage, type Message, numbered } from '../../../shared/session/dm1/message'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { lineOf } from '../../support/dm1-pair'
import { get, ok, scripted } from '../../support/dm1-script'

const own = './DMAcc/dms1'
const replace = (uri: string, data = 'new', more: Partial<Item> = {}): Command => ({
  is: 'Replace',
  items: [{ target: uri, data, ...more }],
})

/** What the device answers to these, one message after the other, and what it has then. */
function told(...messages: readonly (readonly Command[])[]) {
  const replies = messages.map((commands, at) => (id: string) => ({
    commands: numbered([ok(id), ...commands]),
    isFinal: at === messages.length - 1,
  }))
  const { sent, run } = scripted(...replies)
  const [stored] = run().objects
  return { sent, lines: sent.map(lineOf).slice(1), tree: stored?.tree ?? new Map(), stored }
}

describe('a group of commands', () => {
  const inner = numbered([get, { is: 'Exec', items: [{ target: './DevInfo' }] }])

  test('in sequence is done one after the other, whatever becomes of each', () => {
    const { lines } = told([
      { is: 'Sequence', commands: inner },
      { is: 'other', tag: 'Search' },
    ])
    expect(lines).toEqual(['SyncHdr 200, Sequence 200, Get 200, Results ./DevInfo/Mod, Exec 405, Search 406, Final'])
  })

  test('that is atomic is done as a whole', () => {
    const { lines, tree } = told([
      {
        is: 'Atomic',
        commands: numbered([
          replace(`${own}/Name`),
          { is: 'Add', items: [{ target: `${own}/AAuthPref`, data: 'BASIC' }] },
        ]),
      },
    ])
    expect(lines).toEqual(['SyncHdr 200, Atomic 200, Replace 200, Add 200, Final'])
    expect([leafText(tree, 'Name'), leafText(tree, 'AAuthPref')]).toEqual(['new', 'BASIC'])
  })

  test.for([
    ['a node that is not there', replace(`${own}/Nothing`), 'Replace 404'],
    ['one that may not be changed', replace(`${own}/ServerID`), 'Replace 405'],
    ['a Get', get, 'Get 500'],
    ['another group of the kind', { is: 'Atomic', commands: [] }, 'Atomic 500'],
  ] as const)('with %s in it leaves everything as it was', ([, bad, status]) => {
    const last = replace(`${own}/Name`, 'last')
    const { lines, tree } = told([{ is: 'Atomic', commands: numbered([replace(`${own}/Name`), bad, last]) }, get])
    expect(lines).toEqual([
      `SyncHdr 200, Atomic 507, Replace 216, ${status}, Replace 215, Get 200, Results ./DevInfo/Mod, Final`,
    ])
    expect(leafText(tree, 'Name')).toBe('DM')
  })
})

describe('an object larger than a message', () => {
  const uri = `${own}/Name`
  const piece = (data: string, more: Partial<Item> = {}): Command => replace(uri, data, { moreData: true, ...more })

  test('comes in pieces and is taken when it is whole', () => {
    const { lines, tree } = told([piece('ab', { size: 5 })], [piece('cd')], [replace(uri, 'e'), get])
    expect(lines).toEqual([
      'SyncHdr 200, Replace 213, Alert 1222',
      'SyncHdr 200, Replace 213, Alert 1222',
      'SyncHdr 200, Replace 200, Get 200, Results ./DevInfo/Mod, Final',
    ])
    expect(leafText(tree, 'Name')).toBe('abcde')
  })

  test.for([
    ['without its size', [piece('ab')], 'Replace 411'],
    ['larger than the device takes', [piece('ab', { size: 70_000 })], 'Replace 416'],
    ['longer than it said', [piece('abc', { size: 2 })], 'Replace 424'],
  ] as const)('is refused %s', ([, commands, status]) => {
    const { lines, tree } = told(commands, [])
    expect(lines[0]).toBe(`SyncHdr 200, ${status}, Alert 1222`)
    expect(leafText(tree, 'Name')).toBe('DM')
  })

  test('that ends too early is not taken', () => {
    const { lines, tree } = told([piece('ab', { size: 5 })], [replace(uri, 'c')])
    expect(lines[1]).toBe('SyncHdr 200, Replace 424, Final')
    expect(leafText(tree, 'Name')).toBe('DM')
  })

  test('that does not go on is given up, and the server is told', () => {
    const { lines, sent, tree } = told([piece('ab', { size: 3 })], [get], [replace(uri, 'c')])
    expect(lines.slice(1)).toEqual([
      'SyncHdr 200, Get 200, Results ./DevInfo/Mod, Alert 1225, Alert 1222',
      'SyncHdr 200, Replace 200, Final',
    ])
    expect(sent[2]?.commands.find(({ command }) => command.is === 'Alert')?.command).toMatchObject({
      items: [{ source: uri }],
    })
    expect(leafText(tree, 'Name')).toBe('c')
  })

  test('of the device goes in pieces, one a message', () => {
    const long = 'x'.repeat(300)
    const small = (id: string, commands: readonly Command[], isFinal = true): Partial<Message> => ({
      header: {
        ...{ verDtd: '1.2', verProto: 'DM/1.2', sessionId: '1', msgId: id, target: 'IMEI:490154203237518' },
        ...{ source: 'https://dm.example/dm', maxMsgSize: 600 },
      },
      commands: numbered([ok(id), ...commands]),
      isFinal,
    })
    const next: Command = { is: 'Alert', code: 1222, items: [] }
    const session = scripted(
      (id) => small(id, [replace(uri, long), { is: 'Get', items: [{ target: uri }] }]),
      (id) => small(id, [next]),
      (id) => small(id, [next]),
      (id) => small(id, []),
    )
    session.run()
    const results = session.sent.flatMap(({ commands }) =>
      commands.flatMap(({ command }) => (command.is === 'Results' ? command.items : [])),
    )
    expect(results.map(({ size, moreData }) => [size, moreData])).toEqual([
      [300, true],
      [undefined, true],
      [undefined, undefined],
    ])
    const data = results.map(({ data }) => (data instanceof Uint8Array ? fromUtf8(data) : data))
    expect(data.join('')).toBe(long)
    for (const message of session.sent) expect(encodeMessage(message, dm1Wbxml).length).toBeLessThan(600)
  })

  test('is the same in a message that reads back', () => {
    const header = { verDtd: '1.2', verProto: 'DM/1.2', sessionId: '1', msgId: '1', target: 'a', source: 'b' }
    const item = { target: uri, data: utf8('ab'), size: 5, moreData: true } as const
    const commands = numbered([{ is: 'Replace', items: [item] }])
    const read = decodeMessage(encodeMessage({ header, commands, isFinal: false }, dm1Wbxml))
    expect(read.commands[0]?.command).toMatchObject({ items: [item] })
  })
})

describe('nodes of an account', () => {
  const add = (uri: string, format: string, data = ''): Command => ({
    is: 'Add',
    items: [{ target: uri, format, data }],
  })

  test('are added, with what they stand in first', () => {
    const { lines, tree } = told([
      add(`${own}/ToConRef`, 'node'),
      add(`${own}/ToConRef/1`, 'node'),
      add(`${own}/ToConRef/1/ConRef`, 'chr', './NAP/internet'),
      add(`${own}/Other/1`, 'chr'),
    ])
    expect(lines).toEqual(['SyncHdr 200, Add 200, Add 200, Add 200, Add 404, Final'])
    expect(leafText(tree, 'ToConRef', '1', 'ConRef')).toBe('./NAP/internet')
  })

  test('are deleted, but not those that it cannot do without', () => {
    const gone = (uri: string): Command => ({ is: 'Delete', items: [{ target: `${own}/${uri}` }] })
    const { lines, stored, tree } = told([gone('Name'), gone('AppAddr'), gone('ServerID'), gone('Nothing')])
    expect(lines).toEqual(['SyncHdr 200, Delete 200, Delete 405, Delete 405, Delete 404, Final'])
    expect(nodeAt(tree, 'Name')).toBeUndefined()
    expect(stored && keptAccountOf(stored)?.account.url).toBe('https://dm.example/dm')
  })
})
