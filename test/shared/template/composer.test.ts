import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hex } from '../../../shared/bytes'
import { composeMessage, readMessage } from '../../../shared/message/message'
import { cutOut, fillOut } from '../../../shared/stencil'
import { composeTemplate } from '../../../shared/template'
import { utf8 } from '../../../shared/utf8'
import { inClear } from '../../support/accounts'
import { randomTemplates } from '../../support/random-templates'

test('a message of a template is what composing its content gives, token by token', () =>
  fc.assert(
    fc.property(randomTemplates, (order) => {
      const { bytes, format, ...instance } = composeTemplate(order)
      const whole = composeMessage({ format, device: order.device, ...instance, wbxml: 'plain' })
      if (instance.wbxml !== 'compact') expect(hex(bytes)).toBe(hex(whole))
      expect(bytes.length).toBeLessThanOrEqual(whole.length)
      const [read, again] = [readMessage(bytes), readMessage(whole)]
      expect(read.accounts.map(inClear)).toEqual(again.accounts.map(inClear))
      expect(read.accessPoints).toEqual(again.accessPoints)
    }),
    { numRuns: 300 },
  ))

test('a second device gets its own message from the same template', () =>
  fc.assert(
    fc.property(randomTemplates, randomTemplates, (one, { device, variables }) => {
      const other = { ...one, device, variables: { ...one.variables, word: variables.word ?? '' } }
      const fresh = { ...other, template: structuredTemplate(other) }
      composeTemplate(one)
      expect(hex(composeTemplate(other).bytes)).toBe(hex(composeTemplate(fresh).bytes))
    }),
  ))

/** An equal template that has composed nothing yet. */
const structuredTemplate = <T extends { readonly template: object }>({ template }: T) =>
  ({ ...template }) as T['template']

test('a stencil is cut where the marks stand and filled with what is given, lengths and all', () => {
  const inner = cutOut(utf8('a<1>b'), [{ bytes: utf8('<1>'), for: { hole: 0, form: 'plain' } }])
  const whole = cutOut(utf8('x<2>y<1>'), [
    { bytes: utf8('<2>'), for: { sized: inner } },
    { bytes: utf8('<1>'), for: { hole: 0, form: 'base64' } },
  ])
  expect(new TextDecoder().decode(fillOut(whole, [utf8('ü')]))).toBe('x\u0004aübyw7w=')
})
