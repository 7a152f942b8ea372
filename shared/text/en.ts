import { card } from './en/card'
import { commandLine } from './en/command-line'
import { composer } from './en/composer'
import { decode } from './en/decode'
import { failure, way } from './en/failure'
import { identity } from './en/identity'
import { job, outcome, phase } from './en/job'
import { keys } from './en/keys'
import { lint } from './en/lint'
import { preparation } from './en/preparation'
import { push } from './en/push'
import { readers } from './en/readers'
import { records } from './en/records'
import { station } from './en/station'
import { template } from './en/template'
import { trace } from './en/trace'
import { wizard } from './en/wizard'
import type { Text } from './text'

export const en = {
  language: 'en',
  direction: 'ltr',
  failure,
  way,
  phase,
  outcome,
  identity,
  job,
  keys,
  lint,
  readers,
  records,
  station,
  template,
  trace,
  wizard,
  card,
  commandLine,
  preparation,
  push,
  composer,
  decode,
} satisfies Text
