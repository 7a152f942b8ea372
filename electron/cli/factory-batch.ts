import { randomUUID } from 'node:crypto'
import { JobId } from '../../shared/job'
import { en } from '../../shared/text/en'
import { buildBatchFiles } from '../desk/batch-files'
import { readCertificates } from '../factory/certificates'
import type { Signer } from '../factory/cms'
import { batchIn } from './batch'
import { type Command, exit, type Io, needed, text, withStation } from './command'

/** The files of a batch of this home, in its reconciliation. */
export const buildForBatch = (args: Parameters<Command['run']>[0], io: Io, signer: Signer): Promise<number> => {
  const { values } = args
  const [batch, out] = [batchIn(values), needed(values, 'out')]
  const certificate = text(values, 'encrypt-to')
  const [encryptTo] = certificate === undefined ? [] : readCertificates(certificate)
  return withStation(args, io, async (ask, { batches, composer, jobs, journal }) => {
    const { order } = await ask.batch.get({ batch })
    journal.audit('factory.build', JSON.stringify({ batch, template: order.template, folder: out }))
    const newId = () => JobId.parse(randomUUID())
    const built = await buildBatchFiles(order, out, {
      batches,
      composer,
      jobs,
      signer,
      encryptTo,
      newId,
      now: Date.now,
    })
    io.out({ batch, template: order.template, ...built, folder: out })
    io.answer(en.factory.built(built.files, batch, out))
    io.answer(en.batchCommands.sums(batches.get(batch).counts))
    return exit.pass
  })
}
