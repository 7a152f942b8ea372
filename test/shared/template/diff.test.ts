import { expect, test } from 'vitest'
import { parseTemplate } from '../../../shared/template'
import { diffTemplates } from '../../../shared/template/diff'
import { changed } from '../../support/changed'
import { twoServers, twoServersText } from '../../support/templates'

const against = (path: string, value: unknown) =>
  diffTemplates(twoServers, parseTemplate(changed(twoServersText, path, value)))
const enterprise = 'servers[dm.enterprise.example]'

test('a template does not differ from itself, in whatever order it is written', () => {
  const document = JSON.parse(twoServersText)
  const turned = { ...document, servers: [...document.servers].reverse() }
  const reordered = Object.fromEntries(Object.entries(turned).reverse())
  expect(diffTemplates(twoServers, parseTemplate(JSON.stringify(reordered)))).toEqual([])
})

test.for([
  ['title', 'Other', [{ path: 'title', before: 'Operator and enterprise', after: 'Other' }]],
  [
    'servers.1.url',
    'https://a.example/',
    [{ path: `${enterprise}.url`, before: '{enterpriseUrl}', after: 'https://a.example/' }],
  ],
  ['servers.1.rights', ['*', 'urn:x'], [{ path: `${enterprise}.rights[urn:x]`, after: 'urn:x' }]],
  ['sizeLimit', undefined, [{ path: 'sizeLimit', before: '4096' }]],
  ['variables.line.default', '2', [{ path: 'variables.line.default', before: '1', after: '2' }]],
  [
    'accessPoints.0.id',
    'other',
    [
      { path: 'accessPoints[internet].id', before: 'internet' },
      { path: 'accessPoints[internet].name', before: 'Operator Internet' },
      { path: 'accessPoints[internet].apn', before: 'internet.operator.example' },
      { path: 'accessPoints[other].id', after: 'other' },
      { path: 'accessPoints[other].name', after: 'Operator Internet' },
      { path: 'accessPoints[other].apn', after: 'internet.operator.example' },
    ],
  ],
] as const)('a change of %s is told by its path, before and after', ([path, value, rows]) =>
  expect(against(path, value)).toEqual(rows),
)

test('a changed secret is told and not shown', () => {
  const at = `${enterprise}.notification.secret`
  expect(against('servers.1.notification.secret', { fixed: 'another' })).toEqual([
    { path: `${at}.fixed`, before: '•••', after: '•••' },
  ])
  expect(against('servers.1.notification.secret', { derived: 'notification' })).toEqual([
    { path: `${at}.fixed`, before: '•••' },
    { path: `${at}.derived`, after: 'notification' },
  ])
})
