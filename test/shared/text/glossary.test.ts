import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** One word for one thing: the word that is said, and what is not said for it. */
const glossary = {
  de: [
    ['ausgesondert', /Ausschuss/],
    ['Passphrase', /(unter einem|braucht ein) Kennwort/],
    ['Selbststart', /automatische[nmrs]? Start/i],
    ['Standardwert', /Vorgabewert/],
    ['der Bootstrap', /(das|kein) Bootstrap\b(?!-)/],
    ['Probe', /Probelauf/],
    ['Registrierung', /Anmeldung(en)? (wartet|warten)/],
    ['zurückgeben', /'Freigeben'/],
    ['exportieren', /'Ausgeben'/],
    ['die Technik', /Techniker/],
  ],
  ar: [
    ['إقلاع', /التمهيد|تمهيد|ملفات التهيئة/],
    ['القارئات', /القرّاء/],
    ['مدى', /مجال/],
    ['قيد', /مدخل|المدخل/],
    ['محطة التدريب', /منصة/],
    ['السر', /كلمة السر|كلمة سر/],
    ['رمز PIN', /رقمها السري|الرقم السري/],
    ['وحدة المفاتيح', /الرموز \(PKCS/],
    ['الرد الآلي', /الرد الصوتي|النداء الصوتي/],
    ['هويات', /معرّفات (?!AIM|\$)/],
    ['مصروفة', /المسلَّم/],
  ],
} as const

test.each(Object.entries(glossary))('each thing has one word in %s', (language, terms) => {
  const folder = join(import.meta.dirname, '../../../shared/text', language)
  const found = readdirSync(folder).flatMap((file) => {
    const said = readFileSync(join(folder, file), 'utf8')
    return terms.flatMap(([word, dropped]) => (dropped.test(said) ? [`${file}: ${dropped} stands for ${word}`] : []))
  })
  expect(found).toEqual([])
})
