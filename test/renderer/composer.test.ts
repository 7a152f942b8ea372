import { expect, test } from 'vitest'
import { composed, composedBehind, isStale, notComposed, useComposed } from '../../renderer/composer/composed'
import { draftOf, emptyDraft, templateAsked, useDraft } from '../../renderer/composer/draft'
import { litIn, nodeOfBytes, sameNode, stepFrom } from '../../renderer/composer/here'
import { type LimitView, limitNow, measureNow } from '../../renderer/composer/limit'
import { segmentsOf } from '../../renderer/composer/segments'
import { parseDevice } from '../../shared/identity/device'
import type { OutlineNode } from '../../shared/outline/schema'
import { compositionOf, formOf } from './stand-in/composer'

const device = parseDevice('imei:490154203237518')
const dm1 = compositionOf({ device, template: 'harbour', variables: {} }).outline
const dm2 = compositionOf({ device, template: 'nordwind-2', variables: {} }).outline
const at = (nodes: readonly OutlineNode[], name: string) => nodes.findIndex((node) => node.name === name)

test('the arrows walk through every node, in and out, and stop at the ends', () => {
  const { nodes } = dm2
  expect(stepFrom(nodes, undefined, 'next')).toBe(0)
  expect(stepFrom(nodes, 0, 'former')).toBe(0)
  expect(stepFrom(nodes, 0, 'in')).toBe(1)
  expect(stepFrom(nodes, at(nodes, 'SrvID'), 'in')).toBe(at(nodes, 'SrvID'))
  expect(stepFrom(nodes, at(nodes, 'SrvID'), 'out')).toBe(at(nodes, 'dms1'))
  expect(stepFrom(nodes, nodes.length - 1, 'next')).toBe(nodes.length - 1)
  expect(stepFrom(nodes, 3, 'first')).toBe(0)
  expect(stepFrom(nodes, 3, 'last')).toBe(nodes.length - 1)
  expect(stepFrom([], undefined, 'next')).toBeUndefined()
})

test('a node is lit in every rendering; where it has no line of its own the one above it is', () => {
  for (const { nodes, xml, json } of [dm1, dm2])
    for (const node of nodes.keys()) {
      expect(litIn(nodes, xml, node)).toEqual([node, nodes[node]?.end])
      const [from, end] = litIn(nodes, json, node)
      expect(json.some((line) => line.node >= from && line.node < end)).toBe(true)
    }
  expect(litIn(dm1.nodes, dm1.json, undefined)).toEqual([0, 0])
})

test('every byte belongs to the innermost node around it', () => {
  const { nodes, hex } = dm1
  const owners = nodeOfBytes(nodes, hex.length / 2)
  const value = at(nodes, 'Addr')
  const { from, to } = nodes[value] ?? { from: 0, to: 0 }
  expect(owners.slice(from, to)).toEqual(owners.slice(from, to).fill(value))
  expect(owners[0]).toBe(0)
})

test('one stays at the same node when the message is made anew', () => {
  const after = dm2.nodes.slice(0, at(dm2.nodes, 'Perm'))
  expect(sameNode(dm2.nodes, after, at(dm2.nodes, 'SrvURI'))).toBe(at(dm2.nodes, 'SrvURI'))
  expect(sameNode(dm2.nodes, after, at(dm2.nodes, 'MOID'))).toBeUndefined()
  expect(sameNode(dm2.nodes, dm2.nodes, undefined)).toBeUndefined()
})

test('the meter shows a message in a few parts without a gap', () => {
  for (const { nodes, hex } of [dm1, dm2]) {
    const parts = segmentsOf(nodes)
    expect(parts.length).toBeGreaterThanOrEqual(5)
    expect(parts[0]?.from).toBe(0)
    expect(parts.at(-1)?.to).toBe(hex.length / 2)
    for (const [index, part] of parts.entries()) expect(part.from).toBe(parts[index - 1]?.to ?? 0)
  }
  expect(segmentsOf([])).toEqual([])
})

test('the limit is that of the template until another is chosen, and 4096 bytes without one', () => {
  const view: LimitView = { measure: undefined, fileBytes: 700, room: { kind: 'asking' } }
  expect(limitNow(view, undefined)).toBe(4096)
  expect(limitNow(view, 1024)).toBe(1024)
  expect(measureNow({ ...view, measure: 'template' }, undefined)).toBe('usual')
  expect(limitNow({ ...view, measure: 'file' }, 1024)).toBe(700)
  const card = { ...view, measure: { reader: 'R1' } }
  expect(limitNow(card, 1024)).toBeUndefined()
  expect(limitNow({ ...card, room: { kind: 'has', sizeBytes: 512 } }, 1024)).toBe(512)
})

test('a draft needs a template and a device; a variable left empty is not given', () => {
  const form = formOf('nordwind')
  const view = { ...emptyDraft, template: 'nordwind', form, typed: '49 015420 323751 8' }
  expect(draftOf({ ...view, typed: '490154203237519' })).toBeUndefined()
  expect(draftOf({ ...view, form: undefined })).toBeUndefined()
  expect(draftOf({ ...view, variables: { site: '12', apn: '' } })).toEqual({
    device,
    template: 'nordwind',
    format: 'dm1',
    variables: { site: '12' },
  })
})

test('choosing the template that is chosen already keeps the form', () => {
  const form = formOf('nordwind')
  useDraft.setState({ ...emptyDraft, template: 'nordwind', form, variables: { apn: 'x' } })
  templateAsked('nordwind')
  expect(useDraft.getState()).toMatchObject({ form, variables: { apn: 'x' } })
  templateAsked('harbour')
  expect(useDraft.getState()).toMatchObject({ form: undefined, variables: {} })
})

test('the last message stays, told to be old, while its device is half typed or it cannot be made', () => {
  const composition = compositionOf({ device, template: 'harbour', variables: {} })
  composed(composition)
  expect(isStale(useComposed.getState())).toBe(false)
  composedBehind()
  expect(useComposed.getState().composition).toBe(composition)
  expect(isStale(useComposed.getState())).toBe(true)
  notComposed({ code: 'message.invalid', path: 'servers', reason: 'is missing' })
  expect(isStale(useComposed.getState())).toBe(true)
  composed(composition)
  expect(isStale(useComposed.getState())).toBe(false)
})
