import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, hex } from '../../../shared/bytes'
import { parseDevice } from '../../../shared/identity/device'
import { lintTemplate } from '../../../shared/lint/lint'
import { composeMessage, readMessage } from '../../../shared/message/message'
import { cutOut, fillOut } from '../../../shared/stencil'
import { composeTemplate, parseTemplate } from '../../../shared/template'
import { shippedTemplates } from '../../../shared/template/shipped'
import { utf8 } from '../../../shared/utf8'
import { inClear } from '../../support/accounts'
import { randomTemplates } from '../../support/random-templates'

const device = parseDevice('imei:490154203237518')

test(
  'a message of a template is what composing its content gives, token by token',
  () =>
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
    ),
  20_000,
)

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

test('what proves notifications is any bytes, and CP leaves it out with a word', () => {
  const template = parseTemplate(
    JSON.stringify({
      bootstation: 1,
      name: 'notified',
      title: 'Notified',
      card: { format: 'cp' },
      servers: [
        {
          id: 'dm.example.com',
          url: 'https://dm.example.com/',
          name: 'DM',
          rights: ['*'],
          notification: { data: '{devId}', secret: { derived: 'notification' } },
        },
      ],
    }),
  )
  const derive = () => fromHex('C1FFFE00')
  const instance = composeTemplate({ template, device, variables: {}, derive })
  expect(readMessage(instance.bytes).accounts).toMatchObject([{ id: 'dm.example.com' }])
  expect(lintTemplate(template, { device, instance })).toContainEqual(
    expect.objectContaining({ level: 'warning', code: 'notification-not-carried' }),
  )
})

test('a template of 250 servers composes', () => {
  const [one] = [...shippedTemplates.values()].map(parseTemplate).filter(({ card }) => card.format === 'dm1')
  const servers = Array.from({ length: 250 }, (_, at) => ({ ...one?.servers[0], id: `s${at}.example` }))
  const { accessPoints = [], variables = {} } = one ?? {}
  const template = parseTemplate(
    JSON.stringify({
      ...{ bootstation: 1, name: 'many', title: 'Many', card: { format: 'dm1' } },
      ...{ variables, servers, accessPoints },
    }),
  )
  const { bytes } = composeTemplate({ template, device, variables: {}, derive: () => new Uint8Array(16) })
  expect(readMessage(bytes).accounts).toHaveLength(250)
})

test('a stencil is cut where the marks stand and filled with what is given, lengths and all', () => {
  const inner = cutOut(utf8('a<1>b'), [{ bytes: utf8('<1>'), for: { hole: 0, form: 'plain' } }])
  const whole = cutOut(utf8('x<2>y<1>'), [
    { bytes: utf8('<2>'), for: { sized: inner } },
    { bytes: utf8('<1>'), for: { hole: 0, form: 'base64' } },
  ])
  expect(new TextDecoder().decode(fillOut(whole, [utf8('ü')]))).toBe('x\u0004aübyw7w=')
})
