// Receipts from the command line: what one says, whether one is genuine, and the key that anybody can check them with.
import { existsSync, readFileSync } from 'node:fs'
import { Failed } from '../../shared/failure'
import { parseDevice } from '../../shared/identity/device'
import { en } from '../../shared/text/en'
import { pathsOf } from '../home'
import { checkReceipt, deviceMark, publicPemOf } from '../paper/receipt'
import { receiptKey } from '../paper/receipt-key'
import { type Command, exit, needed, text, usage, withStation } from './command'
import { jobOf } from './job'

const words = en.receipt

export const receiptShow: Command = {
  name: 'receipt show',
  does: 'the receipt of a job: one signed line, the same that its QR code holds',
  usage: 'JOB',
  options: {},
  positionals: true,
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const { qr: _, ...receipt } = await ask.receipt.get({ job: jobOf(args.positionals) })
      io.out(receipt)
      if (!io.isJson) io.print(`${receipt.text}\n`)
      return exit.pass
    }),
}

export const receiptVerify: Command = {
  name: 'receipt verify',
  does: 'whether a receipt is as its station signed it; needs no station and no network',
  usage: 'FILE|TEXT --key PEM [--device imei:…]',
  options: { key: { type: 'string' }, device: { type: 'string' } },
  positionals: true,
  run: async ({ values, positionals }, io) => {
    const given = positionals.join(' ')
    if (given === '') throw usage('name the file, or give the text of the receipt', 'receipt')
    const key = needed(values, 'key')
    const { statement } = checkReceipt(existsSync(given) ? contentOf(given) : given, contentOf(key))
    const named = text(values, 'device')
    if (named !== undefined && deviceMark(statement.job, parseDevice(named)) !== statement.device)
      throw new Failed({ code: 'receipt.invalid', why: 'other-device' })
    io.out({ isGood: true, ...statement })
    io.answer(words.good)
    if (statement.station === 'TRAINING1') io.answer(words.isTraining)
    for (const [name, value] of Object.entries(statement)) io.answer(words.line(name, value))
    return exit.pass
  },
}

export const receiptKeyCommand: Command = {
  name: 'receipt key',
  does: 'the public key of this station, for whoever checks its receipts; made where there is none yet',
  usage: '',
  options: {},
  run: async (_, io) => {
    const pem = publicPemOf(receiptKey(pathsOf(io.home).receiptKey))
    io.out({ key: pem })
    if (!io.isJson) io.print(pem)
    return exit.pass
  },
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw usage(`${path} cannot be read (${code})`)
  }
}
