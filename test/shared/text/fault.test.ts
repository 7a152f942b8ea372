import { expect, test } from 'vitest'
import type { Variable } from '../../../shared/template/variable'
import { faultOf } from '../../../shared/template/variables'
import { textOf } from '../../../shared/text/languages'

const wrong: readonly (readonly [Variable, string])[] = [
  [{ type: 'text' }, ''],
  [{ type: 'text' }, 'a'.repeat(10_241)],
  [{ type: 'text' }, 'a\nb'],
  [{ type: 'digits' }, 'a'],
  [{ type: 'hex' }, 'a'],
  [{ type: 'phone' }, '0170'],
  [{ type: 'url' }, 'http://a'],
  [{ type: 'choice', choices: ['red', 'blue'] }, 'green'],
  [{ type: 'text', pattern: '[a-c]' }, 'd'],
]

test.each(['de', 'ar'])('every fault of a value is said in %s, and quotes no English', (language) => {
  const { fault } = textOf(language).composer.form
  for (const [variable, value] of wrong) {
    const reason = faultOf(variable, value) ?? 'none'
    expect(fault(reason)).not.toContain(reason)
    expect(fault(reason)).not.toMatch(/must|[„«“]/)
  }
})
