import { basename } from 'node:path'
import { maskedNumber } from '../../shared/masked-record'
import { shortestReason } from '../../shared/outline/composition'
import { en } from '../../shared/text/en'
import { checkTable } from '../keys/check'
import { encryptTable } from '../keys/encrypt'
import { keySetOf } from '../keys/source'
import { checkReveal } from '../reveal'
import { readSettings } from '../settings/settings'
import { type Command, exit, needed, text, withStation } from './command'
import { keyFileOptions, tableOf } from './key-source'

const words = en.keys
const tableUsage =
  '--key-file CSV [--key-form ascii|hex] [--column-keys F] [--token-module LIB --token LABEL --token-pin-file F]'

export const keysCheck: Command = {
  name: 'keys check',
  does: 'how many cards a key file has keys for, and whether they read; shows none',
  usage: `${tableUsage} [--iccid 89…]`,
  options: { ...keyFileOptions, iccid: { type: 'string' } },
  run: (args, io) =>
    withStation(args, io, async (_ask, { keys }) => {
      const source = tableOf(args.values)
      const token = source.token && keys.openToken(source.token)
      const report = await checkTable(source, { token, iccid: text(args.values, 'iccid'), warn: io.say })
      io.out(report)
      for (const line of words.report(report)) io.answer(line)
      return report.problemCount === 0 && report.cards > 0 ? exit.pass : exit.fail
    }),
}

export const keysEncrypt: Command = {
  name: 'keys encrypt',
  does: 'writes a key file again with columns in AES-GCM, and their new keys into a file of their own',
  usage: `${tableUsage} --columns ADM1[,…] --out G [--out-keys G.keys]`,
  options: { ...keyFileOptions, columns: { type: 'string' }, out: { type: 'string' }, 'out-keys': { type: 'string' } },
  run: (args, io) =>
    withStation(args, io, async (_ask, { keys }) => {
      const source = tableOf(args.values)
      const out = needed(args.values, 'out')
      const outKeys = text(args.values, 'out-keys') ?? `${out}.keys`
      const columns = needed(args.values, 'columns')
        .split(',')
        .map((column) => column.trim().toUpperCase())
      const token = source.token && keys.openToken(source.token)
      const cards = await encryptTable({ source, columns, out, outKeys, token })
      io.out({ cards, columns, file: out, columnKeys: outKeys })
      io.answer(words.encryptedTo(columns, cards, out))
      io.answer(words.keysMade(outKeys))
      return exit.pass
    }),
}

export const keysList: Command = {
  name: 'keys list',
  does: 'key sets that cards refused, and whether they are stopped',
  usage: '[--reveal --reason WHY]',
  more: ['--reveal shows numbers of cards in full, and is in the audit with its reason'],
  options: { reveal: { type: 'boolean' }, reason: { type: 'string' } },
  run: (args, io) =>
    withStation(args, io, async (ask, station) => {
      const isRevealed = args.values.reveal === true
      if (isRevealed)
        station.journal.audit('keys.reveal', checkReveal({ reason: needed(args.values, 'reason'), secrets: [] }))
      const { cardKeys } = readSettings(io.home)
      const sets = await ask.keys.sets()
      for (const { keySet, refusals, lastAt, cards, isStopped } of sets) {
        const shown = isRevealed ? cards : cards.map(maskedNumber)
        io.out({ keySet, refusals, cards: shown, lastAt: new Date(lastAt).toISOString(), isStopped })
        io.answer(words.set(keySet, refusals, isStopped, lastAt, shown))
        if (cardKeys && 'path' in cardKeys && keySetOf(cardKeys) === keySet)
          io.answer(words.setFrom(basename(cardKeys.path)))
      }
      if (sets.length === 0) io.say(words.noSets)
      return exit.pass
    }),
}

export const keysAllow: Command = {
  name: 'keys allow',
  does: 'lets a stopped key set be tried again; the reason is kept',
  usage: `--key-set SET --reason WHY, at least ${shortestReason} characters`,
  options: { 'key-set': { type: 'string' }, reason: { type: 'string' } },
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const keySet = needed(args.values, 'key-set')
      await ask.keys.allow({ keySet, reason: needed(args.values, 'reason') })
      io.out({ keySet, allowed: true })
      io.answer(words.allowed(keySet))
      return exit.pass
    }),
}
