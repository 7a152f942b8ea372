import { parseTemplate, type Template } from '../../shared/template'

/** One DM 2.0 server whose secrets are derived for each device. */
export const sampleTemplateText = JSON.stringify({
  bootstation: 1,
  name: 'operator-basic',
  title: 'Operator, one server',
  servers: [
    {
      id: 'dm.operator.example',
      url: 'https://dm.operator.example/dm20',
      name: 'Operator DM',
      rights: ['*'],
      credentials: { client: { name: '{devId}', secret: { derived: 'client-secret' } } },
      notification: { data: 'noti', secret: { derived: 'notification-secret' } },
    },
  ],
})

/** Two servers, an access point, and every kind of variable and secret. */
export const twoServersText = JSON.stringify({
  bootstation: 1,
  name: 'two-servers',
  title: 'Operator and enterprise',
  card: { format: 'dm2' },
  variables: {
    site: { type: 'text', label: 'Site', default: 'Werk Süd – Geräte' },
    line: { type: 'digits', pattern: '[1-9][0-9]?', default: '1' },
    enterpriseUrl: { type: 'url', default: 'https://dm.enterprise.example/dm20' },
    password: { type: 'secret', label: 'Enterprise password' },
  },
  servers: [
    {
      id: 'dm.operator.example',
      url: 'https://dm.operator.example/dm20',
      name: 'Operator DM',
      rights: ['urn:oma:mo:oma-dm-dmacc:1.2', 'urn:oma:mo:oma-connmo-nap:1.0'],
      credentials: {
        client: { name: '{devId}', secret: { derived: 'client-secret' }, nonce: { derived: 'client-nonce' } },
        server: {
          name: 'dm.operator.example',
          secret: { derived: 'server-secret' },
          nonce: { derived: 'server-nonce' },
        },
      },
    },
    {
      id: 'dm.enterprise.example',
      url: '{enterpriseUrl}',
      name: '{site} {line}',
      rights: ['*'],
      credentials: { client: { name: 'device-{deviceValue}', secret: { variable: 'password' } } },
      notification: { data: '{template}', secret: { fixed: 'shared by all of this template' } },
    },
  ],
  accessPoints: [{ id: 'internet', name: 'Operator Internet', apn: 'internet.operator.example' }],
  sizeLimit: 4096,
})

export const sampleTemplate: Template = parseTemplate(sampleTemplateText)
export const twoServers: Template = parseTemplate(twoServersText)
