import { join } from 'node:path'
import { parseTemplate } from '../../shared/template'
import { writeWhole } from '../whole-file'

export const trainingTemplate = 'training'

/** Writes the template that a newcomer begins with: one DM Server, the bench's own, with derived secrets. */
export function writeTraining(directory: string, serverUrl: string): void {
  const text = `${JSON.stringify(document(serverUrl), undefined, 2)}\n`
  parseTemplate(text)
  writeWhole(join(directory, 'templates', `${trainingTemplate}.json`), text)
}

const document = (serverUrl: string) => ({
  bootstation: 1,
  name: trainingTemplate,
  title: 'Training: the DM Server of this bench',
  card: { format: 'dm2' },
  servers: [
    {
      id: 'dms.bench.example',
      url: `${serverUrl}/dm`,
      name: 'Training bench',
      rights: ['*'],
      credentials: {
        client: { name: '{devId}', secret: { derived: 'client' }, nonce: { derived: 'client-nonce' } },
        server: { name: 'dms.bench.example', secret: { derived: 'server' }, nonce: { derived: 'server-nonce' } },
      },
      // Devices of the bench come with the authority of the bench.
      trust: 'device',
    },
  ],
})
