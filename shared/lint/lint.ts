// What a device would do with a message, found before anything is written.
import type { Template } from '../template/schema'
import { addresses } from './addresses'
import { connections } from './connections'
import { devices } from './devices'
import { type Finding, levels } from './finding'
import { fit } from './fit'
import { losses } from './losses'
import { names } from './names'
import { rights } from './rights'
import { secrets } from './secrets'
import { signIn } from './sign-in'
import { type LintContext, type Rule, subjectOf } from './subject'
import { windows } from './windows'

const rules: readonly Rule[] = [addresses, signIn, secrets, rights, connections, windows, devices, fit, names, losses]

/**
 * Every finding, the gravest first. An error means that the message would not work; a warning, that it should not be so; a
 * note, that a device does without.
 */
export function lintTemplate(template: Template, context: LintContext = {}): readonly Finding[] {
  const subject = subjectOf(template, context)
  const found = rules.flatMap((rule) => rule(subject))
  return levels.flatMap((level) => found.filter((finding) => finding.level === level))
}
