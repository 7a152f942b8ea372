import { readScan } from '../../shared/identity/scan'
import { wordsOfScan } from '../../shared/text/scan-words'
import { text } from '../text'
import type { Stroke } from './check'
import { useScanner } from './store'
import { FaultSaid } from './test-code'

const words = text.scan.setUp
const slowMs = 50

/** The last scan as it came: how it ended, how fast, which keys, and what it would be read as. */
export function SentPanel() {
  const last = useScanner((view) => view.last)
  if (last === undefined) return <p className="quiet">{words.nothing}</p>
  const { sent, checked } = last
  const { end, widestMs, aim } = checked.manner
  return (
    <div className="sent">
      {checked.faults.some(({ fault }) => fault === 'alt') && <FaultSaid fault={{ fault: 'alt' }} />}
      <ul>
        <li>{words.ends[end]}</li>
        <li>{widestMs > slowMs ? words.slow(widestMs) : words.pace(widestMs)}</li>
        <li>{aim === undefined ? words.noAim : words.aim(aim)}</li>
        {checked.test === undefined && <li>{words.faults.other}</li>}
        <li>{words.readAs(meaningOf(sent.text))}</li>
      </ul>
      <ol className="strokes" dir="ltr" aria-label={words.keys}>
        {sent.strokes.map((stroke) => (
          <li key={stroke.number}>
            <b>{nameOf(stroke)}</b>
            <small>{stroke.code}</small>
          </li>
        ))}
      </ol>
    </div>
  )
}

function meaningOf(scanned: string): string {
  const scan = readScan(scanned)
  if (scan.kind === 'device') return text.identity.device(scan.device)
  if (scan.kind === 'command') return text.scan.command(scan.command)
  return wordsOfScan(scan, text)?.what ?? ''
}

const nameOf = ({ key }: Stroke): string => (key === ' ' ? '␣' : key)
