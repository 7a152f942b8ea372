import { basename } from 'node:path'
import { Failed } from '../../shared/failure'
import { type Finding, toldOf } from '../../shared/lint/finding'
import { formatsOf, type Template } from '../../shared/template'
import { en } from '../../shared/text/en'
import { clause } from '../../shared/text/en/lint'
import { wordsOf } from '../../shared/text/words'
import { lintOf } from '../composer/lint'
import { allTemplates, brokenTemplates, findTemplate, importTemplate } from '../composer/templates'
import { type Command, exit, exitOfFailure, gravest, type Io, usage } from './command'
import { foldersOf } from './order'

export const templateList: Command = {
  name: 'template list',
  does: 'the templates of this station and those that come with it',
  usage: '',
  options: {},
  run: async (_, io) => {
    const folders = foldersOf(io)
    for (const { ref, template, from } of allTemplates(folders)) {
      const { name, sha256 } = ref
      const formats = formatsOf(template)
      const { title, revision } = template
      io.out({ name, formats, sha256, title, from, ...(revision !== undefined && { revision }) })
      if (!io.isJson) io.print(`${name.padEnd(26)} ${formats.join(' ').padEnd(12)} ${sha256.slice(0, 12)}  ${title}\n`)
    }
    for (const { path, failure } of brokenTemplates(folders)) io.say(`${path}: ${wordsOf(failure).what}`)
    return exit.pass
  },
}

export const templateShow: Command = {
  name: 'template show',
  does: 'a template as it is written, fixed secrets as bullets',
  usage: 'NAME',
  options: {},
  positionals: true,
  run: async ({ positionals }, io) => {
    const { ref, template, from } = findTemplate(foldersOf(io), one(positionals, 'the template'))
    const { $schema: _, ...document } = template
    if (!io.isJson) io.print(`${JSON.stringify(document, undefined, 2)}\n`)
    io.out({ ...ref, formats: formatsOf(template), from, template: document })
    return exit.pass
  },
}

export const templateCheck: Command = {
  name: 'template check',
  does: 'whether files are templates, and what is wrong with them',
  usage: 'FILE…',
  options: {},
  positionals: true,
  run: async ({ positionals }, io) => {
    if (positionals.length === 0) throw usage('name the files to check', 'file')
    return gravest(positionals.map((file) => checked(file, io)))
  },
}

function checked(file: string, io: Io): number {
  try {
    const folders = foldersOf(io)
    const { ref, template } = findTemplate(folders, file)
    const other = allTemplates(folders).find(({ ref: { name } }) => name === ref.name)
    const findings = findingsOf(template)
    const isBad = findings.some(({ level }) => level === 'error')
    io.out({ file, ...ref, outcome: isBad ? 'FAIL' : 'PASS', findings: findings.map(toldAs) })
    io.say(`${file}: ${isBad ? en.outcome.FAIL : en.outcome.PASS}`)
    if (basename(file) !== `${ref.name}.json` && file !== ref.name)
      io.say(`  ${en.template.renamed(basename(file), ref.name)}`)
    if (other !== undefined && other.ref.sha256 !== ref.sha256) io.say(`  ${en.template.taken(ref.name)}`)
    for (const finding of findings) io.say(`  ${lineOf(finding)}`)
    return isBad ? exit.fail : exit.pass
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    io.out({ file, outcome: 'FAIL', failure: error.failure })
    io.say(`${file}: ${wordsOf(error.failure).what}`)
    return exitOfFailure(error.failure)
  }
}

/** In every format the template names, and in the one for cards; each finding once. */
function findingsOf(template: Template): readonly Finding[] {
  const formats = template.formats ?? [template.card.format]
  const found = formats.flatMap((format) => lintOf({ template, variables: {}, format }).findings)
  return found.filter((one, at) => found.findIndex((other) => toldOf(other) === toldOf(one)) === at)
}

export const templateImport: Command = {
  name: 'template import',
  does: 'takes a file among the templates of this station',
  usage: 'FILE [--replace]',
  options: { replace: { type: 'boolean' } },
  positionals: true,
  run: async ({ values, positionals }, io) => {
    const existing = values.replace === true ? 'replace' : 'keep'
    const file = one(positionals, 'the file to import')
    const { ref, template, how } = importTemplate(foldersOf(io), file, existing, stopOnErrors)
    const findings = findingsOf(template)
    io.out({ ...ref, formats: formatsOf(template), how, findings: findings.map(toldAs) })
    io.say(en.template.imported(ref.name, how))
    if (basename(file) !== `${ref.name}.json`) io.say(en.template.renamed(basename(file), ref.name))
    for (const finding of findings) io.say(`  ${lineOf(finding)}`)
    return exit.pass
  },
}

function stopOnErrors(template: Template): void {
  const [first] = findingsOf(template)
  if (first?.level !== 'error') return
  throw new Failed({ code: 'template.invalid', path: first.path, reason: clause(en.lint(first)) })
}

/** A finding as data, with its words. */
export const toldAs = (finding: Finding) => ({ ...finding, words: en.lint(finding) })

export const tellFindings = (findings: readonly Finding[], { say }: Io): void => {
  for (const finding of findings) say(lineOf(finding))
}

export const lineOf = (finding: Finding): string => en.template.finding(finding.level, finding.path, en.lint(finding))

export function one(positionals: readonly string[], what: string): string {
  const [first, ...more] = positionals
  if (first === undefined || more.length > 0) throw usage(`name ${what}, and only that`)
  return first
}
