import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const tokens = readFileSync(new URL('../../renderer/look/tokens.css', import.meta.url), 'utf8')

type Rgb = readonly [red: number, green: number, blue: number]

/** A token by day and by night, each channel from 0 to 1. */
function colourOf(token: string, at: 'light' | 'dark'): Rgb {
  const said = new RegExp(`--${token}: (?:light-dark\\((#\\w{6}), (#\\w{6})\\)|(#\\w{6}))`).exec(tokens)
  const hex = said?.[3] ?? (at === 'light' ? said?.[1] : said?.[2]) ?? ''
  const [red, green, blue] = [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16) / 255)
  if (red === undefined || green === undefined || blue === undefined) throw new Error(`no colour ${token}`)
  return [red, green, blue]
}

// IEC 61966-2-1: from what is stored to light, and back.
const light = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const linear = (colour: Rgb): Rgb => [light(colour[0]), light(colour[1]), light(colour[2])]

/** Relative luminance of WCAG 2.2. */
const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue

function contrast(one: Rgb, two: Rgb): number {
  const [low = 0, high = 0] = [luminance(linear(one)), luminance(linear(two))].sort((left, right) => left - right)
  return (high + 0.05) / (low + 0.05)
}

/** CIE 1976 L*a*b*, D65, of linear light. */
function lab([red, green, blue]: Rgb): Rgb {
  const f = (value: number) => (value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116)
  const x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
  const y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue)
  const z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

type Matrix = readonly [Rgb, Rgb, Rgb]
const times = ([one, two, three]: Matrix, [red, green, blue]: Rgb): Rgb => {
  const row = ([a, b, c]: Rgb) => Math.min(1, Math.max(0, a * red + b * green + c * blue))
  return [row(one), row(two), row(three)]
}

// Machado, Oliveira and Fernandes, 2009, severity 1, on linear light; and no colour at all.
const eyes: Readonly<Record<string, Matrix>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const verdicts = ['fail', 'pass', 'error', 'wait'] as const
const pairs = verdicts.flatMap((one, at) => verdicts.slice(at + 1).map((two) => [one, two] as const))

const seen = (token: string, eye: Matrix): Rgb => lab(times(eye, linear(colourOf(token, 'light'))))

describe.for(Object.entries(eyes))('eyes that are %s', ([, eye]) => {
  test.for(pairs)('tell %s from %s', ([one, two]) => {
    const [first, second] = [seen(one, eye), seen(two, eye)]
    expect(Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2])).toBeGreaterThan(20)
  })
})

test('without any colour verdicts go from dark to light, at least ten steps apart', () => {
  const lightness = verdicts.map((token) => lab(linear(colourOf(token, 'light')))[0])
  for (const [at, value] of lightness.slice(1).entries()) expect(value - (lightness[at] ?? 0)).toBeGreaterThan(10)
})

const inks = [
  ['ink', 'canvas'],
  ['ink-2', 'canvas'],
  ['ink-3', 'canvas'],
  ['pass-text', 'surface'],
  ['fail-text', 'surface'],
  ['caution-text', 'surface'],
  ['on-act', 'act'],
  ['on-pass', 'pass'],
  ['on-fail', 'fail'],
  ['on-error', 'error'],
  ['on-wait', 'wait'],
] as const

describe.for(['light', 'dark'] as const)('by %s', (at) => {
  test.for(inks)('%s is read on %s', ([ink, on]) => {
    const least = /^(pass|fail|error|wait)$/.test(on) ? 7 : 4.5
    expect(contrast(colourOf(ink, at), colourOf(on, at))).toBeGreaterThanOrEqual(least)
  })
})
