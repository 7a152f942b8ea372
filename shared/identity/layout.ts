// A scanner is a keyboard: it sends places of keys, and the computer makes characters of them. If both do not mean the
// same keyboard, the characters are wrong, always in the same way.

export const layouts = ['us', 'de', 'fr', 'ar'] as const
export type Layout = (typeof layouts)[number]

// The same places in every line: the row of digits, then three rows of letters; then the same with Shift. A blank is a
// dead key, or one that has no character of its own.
const keys: Readonly<Record<Layout, string>> = {
  us: "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
  de: ' 1234567890ß qwertzuiopü+#asdfghjklöäyxcvbnm,.-' + '°!"§$%&/()=? QWERTZUIOPÜ*\'ASDFGHJKLÖÄYXCVBNM;:_',
  fr: '²&é"\'(-è_çà)=azertyuiop $*qsdfghjklmùwxcvbn,;:!' + ' 1234567890°+AZERTYUIOP £µQSDFGHJKLM%WXCVBN?./§',
  ar:
    'ذ1234567890-=ضصثقفغعهخحجد\\شسيبلاتنمكطئءؤرﻻىةوزظ' +
    '\u0651!@#$%^&*)(_+\u064e\u064b\u064f\u064cﻹإ‘÷×؛<>|\u0650\u064d][ﻷأـ،/:"~\u0652}{ﻵآ’,.؟',
}

/** The Arabic keyboard has keys that give two letters; here each is the one character that shows both. */
const ligatures: Readonly<Record<string, string>> = { لا: 'ﻻ', لإ: 'ﻹ', لأ: 'ﻷ', لآ: 'ﻵ' }
const joined = (text: string): string => text.replace(/ل[اإأآ]/g, (pair) => ligatures[pair] ?? pair)

export type Mismatch = { readonly scanner: Layout; readonly computer: Layout; readonly meant: string }

/** What a scanner set to `scanner` sent, if a computer set to `computer` made `text` of it; undefined if it cannot have. */
export function meantBy(text: string, scanner: Layout, computer: Layout): string | undefined {
  const meant = [...joined(text)].map((sign) => {
    if (/\s|\p{Cc}/u.test(sign)) return sign
    const key = keys[scanner][keys[computer].indexOf(sign)]
    return key === ' ' ? undefined : key
  })
  return meant.includes(undefined) ? undefined : meant.join('')
}

/** The first two keyboards that make sense of what makes none. Nothing is put right: a person sets the scanner. */
export function mismatchIn(text: string, isSense: (text: string) => boolean): Mismatch | undefined {
  for (const scanner of layouts)
    for (const computer of layouts) {
      const meant = scanner === computer ? undefined : meantBy(text, scanner, computer)
      if (meant !== undefined && meant !== text && isSense(meant)) return { scanner, computer, meant }
    }
  return undefined
}
