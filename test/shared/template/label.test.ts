import { expect, test } from 'vitest'
import { labelIn } from '../../../shared/template/label'
import { Variable } from '../../../shared/template/variable'

const asked = (label: unknown) => ({ name: 'apn', variable: Variable.parse({ type: 'text', label }) })

test('a variable is asked for in the language of the window, else in English, else by its name', () => {
  const languages = asked({ en: 'Access point', de: 'Zugangspunkt' })
  expect(['de', 'ar', 'en', 'en-XA'].map((language) => labelIn(language, languages))).toEqual([
    ...['Zugangspunkt', 'Access point', 'Access point', 'Access point'],
  ])
  expect(labelIn('de', asked('APN'))).toBe('APN')
  expect(labelIn('de', asked(undefined))).toBe('apn')
})

test.for([{ de: 'Zugangspunkt' }, { en: 'Access point', fr: 'Point d’accès' }, { en: '' }])(
  'a label has English and the languages of the window: %j is none',
  (label) => expect(() => asked(label)).toThrow(),
)
