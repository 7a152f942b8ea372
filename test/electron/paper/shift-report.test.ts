import { expect, test } from 'vitest'
import { documentOf } from '../../../electron/paper/paper-document'
import { shiftReport } from '../../../electron/paper/shift-report'
import { Batch } from '../../../shared/batch'
import { readingsOf } from '../../../shared/readings'
import { ar } from '../../../shared/text/ar'
import { de } from '../../../shared/text/de'
import { en } from '../../../shared/text/en'
import type { Text } from '../../../shared/text/text'
import { figuresOfScene } from '../../shared/shift-figures'

const query = { from: '2026-11-21T06:00:00.000Z', to: '2026-11-21T14:00:00.000Z' }
const batch = Batch.parse({
  order: {
    batch: 'B-7',
    template: { name: '<b>nordwind</b>', sha256: 'a'.repeat(64) },
    quantity: 100,
    identities: 'listed',
    bench: true,
  },
  state: 'closed',
  counts: { issued: 100, good: 90, rejects: 6, working: 0, waiting: 0, unused: 4 },
  identities: { known: 100, free: 4 },
  createdAt: '2026-11-21T05:00:00.000Z',
  closedAt: '2026-11-21T13:00:00.000Z',
})
const figures = figuresOfScene()
const report = (text: Text = en, batches = [batch]) =>
  documentOf(shiftReport({ query, figures, readings: readingsOf(figures), batches }, text))

test('a shift report says what was worked on, why cards failed, whose fault it is and whether it adds up', () => {
  const said = report()
  expect(said).toContain('1,358')
  expect(said).toContain('Card too small')
  expect(said).toMatch(/Virtual PCD 00 04: 7\.\d % fail, elsewhere 1\.\d % \(p &lt; 0\.001\)/)
  expect(said).toMatch(/<bdi>B-7<\/bdi>.*<bdi>90<\/bdi>.*<bdi>6<\/bdi>.*<bdi>4<\/bdi>.*<bdi>yes<\/bdi>/)
})

test('a batch that does not add up, or was closed before, is not called exact', () => {
  const open = { ...batch, counts: { ...batch.counts, waiting: 2, unused: 2 } }
  expect(report(en, [open])).toContain('not yet')
  expect(report(en, [{ ...batch, closedAt: '2026-11-21T05:30:00.000Z' }])).toContain('No batch was open.')
})

test('it is in the language asked for, without script and without anything from elsewhere', () => {
  expect(report(de)).toContain('Schichtbericht')
  expect(report(ar)).toContain('dir="rtl"')
  for (const text of [en, de, ar]) expect(report(text)).not.toMatch(/<script|https?:|url\(/)
})
