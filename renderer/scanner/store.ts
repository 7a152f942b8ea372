import { create } from 'zustand'
import { type Checked, checkOf, type Fault, type Sent, type Stroke } from './check'
import type { TestName } from './test-codes'

type ScannerView = {
  /** Keys since the last scan. */
  readonly strokes: readonly Stroke[]
  readonly last: { readonly sent: Sent; readonly checked: Checked } | undefined
  readonly faults: Readonly<Partial<Record<TestName, readonly Fault[]>>>
}

const nothing: ScannerView = { strokes: [], last: undefined, faults: {} }
const most = 400

export const useScanner = create<ScannerView>()(() => nothing)

export const stroked = (stroke: Omit<Stroke, 'number'>): void =>
  useScanner.setState(({ strokes }) => {
    const number = (strokes.at(-1)?.number ?? 0) + 1
    return { strokes: [...strokes, { ...stroke, number }].slice(-most) }
  })

/** Keys that were pressed long before a scan are a hand's. */
const pauseMs = 300

export function sent(text: string): void {
  const { strokes, faults } = useScanner.getState()
  const since = strokes.findLastIndex(({ at }, index) => at - (strokes[index - 1]?.at ?? 0) > pauseMs)
  const all = { text, strokes: strokes.slice(Math.max(0, since)) }
  const checked = checkOf(all)
  useScanner.setState({
    strokes: [],
    last: { sent: all, checked },
    faults: checked.test === undefined ? faults : { ...faults, [checked.test]: checked.faults },
  })
}
