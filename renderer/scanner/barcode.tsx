import { useEffect, useState } from 'react'

type Props = {
  readonly symbology: 'code128' | 'gs1datamatrix' | 'qrcode'
  readonly text: string
  /** What it is, for who cannot see it. */
  readonly label: string
}

/** A code to be scanned off the screen or off paper: black on white in every theme, with its quiet zone. */
export function Barcode({ symbology, text, label }: Props) {
  const [drawing, drawn] = useState<string>()
  useEffect(() => {
    const state = { isGone: false }
    void drawingOf(symbology, text).then((svg) => state.isGone || drawn(svg))
    return () => {
      state.isGone = true
    }
  }, [symbology, text])
  return (
    <span className={`barcode barcode-${symbology}`}>{drawing !== undefined && <img src={drawing} alt={label} />}</span>
  )
}

/** The library is large, and loaded only where codes are drawn. */
async function drawingOf(bcid: Props['symbology'], text: string): Promise<string> {
  const { toSVG } = await import('bwip-js/browser')
  const svg = toSVG({ bcid, text, scale: 2, ...(bcid === 'code128' && { height: 10 }) })
  return `data:image/svg+xml,${encodeURIComponent(sized(svg))}`
}

/** Two pixels for the narrowest bar, with edges that a scanner sees. */
const sized = (svg: string): string =>
  svg.replace(/^<svg viewBox="0 0 (\d+) (\d+)"/, '$& width="$1" height="$2" shape-rendering="crispEdges"')
