import { parseTemplate, type Template } from '../../../shared/template'

const apn = {
  type: 'text',
  label: { en: 'Access point', de: 'Zugangspunkt', ar: 'نقطة النفاذ' },
  default: 'internet.nordwind',
}
const portal = {
  type: 'url',
  label: { en: 'Portal', de: 'Portal', ar: 'البوابة' },
  default: 'https://dm.nordwind.example/dm',
}

const nordwind = {
  bootstation: 1,
  name: 'nordwind',
  title: 'Nordwind Mobile',
  card: { format: 'dm1' },
  variables: { apn, portal },
  servers: [
    {
      id: 'dm.nordwind.example',
      url: '{portal}',
      name: 'Nordwind Mobile',
      rights: ['*'],
      credentials: {
        client: { name: '{devId}', secret: { derived: 'client-secret' }, nonce: { derived: 'client-nonce' } },
        server: { name: 'dm.nordwind.example', secret: { derived: 'server-secret' } },
      },
    },
  ],
  accessPoints: [{ id: 'internet', name: 'Nordwind Internet', apn: '{apn}' }],
}

/** One that a person has to say something for. */
const asking = {
  ...nordwind,
  name: 'asking',
  variables: {
    apn,
    portal,
    site: { type: 'digits', label: { en: 'Site', de: 'Standort', ar: 'الموقع' }, pattern: '[1-9][0-9]{0,3}' },
    password: {
      type: 'secret',
      label: { en: 'Password of the device', de: 'Passwort des Geräts', ar: 'كلمة مرور الجهاز' },
    },
  },
  servers: nordwind.servers.map((server) => ({
    ...server,
    name: 'Nordwind Mobile {site}',
    credentials: { client: { name: '{devId}', secret: { variable: 'password' } } },
  })),
}

const simple = (name: string, title: string, format: string, server: string) => ({
  bootstation: 1,
  name,
  title,
  card: { format },
  servers: [
    {
      id: server,
      url: `https://${server}/dm`,
      name: title,
      rights: ['*'],
      credentials: { client: { name: '{devId}', secret: { derived: 'client-secret' } } },
      notification: { data: 'noti', secret: { derived: 'notification-secret' } },
    },
  ],
  accessPoints: [{ id: 'internet', name: 'Internet', apn: server.replace('dm.', 'internet.') }],
  sizeLimit: 1024,
})

/** The documents behind the names that the scenes have. */
export const templates: readonly Template[] = [
  nordwind,
  asking,
  simple('nordwind-2', 'Nordwind Mobile 2', 'dm2', 'dm.nordwind.example'),
  simple('harbour', 'Harbour Telecom', 'dm1', 'dm.harbour.example'),
  simple('altmark', 'Altmark Telecom', 'dm1', 'dm.altmark.example'),
].map((template) => parseTemplate(JSON.stringify(template)))
