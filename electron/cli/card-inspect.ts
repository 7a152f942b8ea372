import { en } from '../../shared/text/en'
import { linesOf } from '../device/tree'
import { type Command, exit, needed, text, usage, withStation } from './command'
import { keyFileOptions, readKeyUsage } from './key-source'

export const cardInspect: Command = {
  name: 'card inspect',
  does: 'what is on a card, as a story or as a tree of its files; reads only and spends no try',
  usage: `--reader R [--as story|tree] ${readKeyUsage}`,
  options: { reader: { type: 'string' }, as: { type: 'string' }, ...keyFileOptions },
  run: (args, io) => {
    const form = text(args.values, 'as') ?? 'story'
    if (form !== 'story' && form !== 'tree') throw usage(`--as ${form} is not story or tree`, 'as')
    return withStation(args, io, async (ask) => {
      const report = await ask.card.inspect({ reader: needed(args.values, 'reader') })
      io.out(report)
      const found = report.bootstrap.flatMap(({ findings = [] }) => findings.map((finding) => en.lint(finding)))
      const lines = form === 'tree' && report.tree ? linesOf(report.tree) : [...report.story, ...found]
      for (const line of lines) io.answer(line)
      return exit.pass
    })
  },
}
