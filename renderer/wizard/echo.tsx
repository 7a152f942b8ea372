import { useEffect, useRef } from 'react'
import { identityOf } from '../../shared/identity/device'
import { readScan } from '../../shared/identity/scan'
import { Icon } from '../parts/icon'
import { text } from '../text'
import type { ScanState } from './state'

const words = text.wizard.scan
const imeiLength = 15

/** What was scanned or typed, large and grouped as on the label, and whether its check digit fits. */
export function Echo({ typed, scan }: ScanState) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const shown = text.identity.printed(typed)
  const isRefused = scan !== undefined && scan.kind !== 'device'
  return (
    <label className={isRefused ? 'echo echo-refused' : 'echo'}>
      <Icon name="scan" />
      <span className={shown.length > 22 ? 'digits digits-long' : 'digits'} dir="ltr">
        {shown === '' ? <span className="digits-empty">{words.empty}</span> : <span data-testid="echo">{shown}</span>}
        <i className="caret" />
      </span>
      {/* The keys of the whole window come here; the field itself is what a screen reader meets. */}
      <input
        ref={input}
        className="unseen"
        readOnly
        value={shown}
        aria-label={words.label}
        aria-describedby="echo-says"
      />
      <span id="echo-says" className="echo-says" role="status">
        <Says typed={typed} scan={scan} />
      </span>
    </label>
  )
}

function Says({ typed, scan }: Pick<ScanState, 'typed' | 'scan'>) {
  const read = scan ?? (typed === '' ? undefined : readScan(typed))
  if (read?.kind === 'device')
    return (
      <span className="mark mark-pass">
        <Icon name="pass" />
        {words.is[identityOf(read.device).type]}
      </span>
    )
  if (scan === undefined && read?.kind === 'check-digit')
    return (
      <span className="mark mark-fail">
        <Icon name="fail" />
        {words.checkDigit}
      </span>
    )
  const digits = typed.replace(/[\s/-]/g, '')
  if (scan !== undefined || !/^\d+$/.test(digits) || digits.length >= imeiLength) return null
  return <span className="quiet">{words.left(imeiLength - digits.length)}</span>
}
