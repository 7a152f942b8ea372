import { useEffect, useRef } from 'react'
import { identityOf } from '../../shared/identity/device'
import { provingLength } from '../../shared/identity/proof'
import { readScan, type Scan } from '../../shared/identity/scan'
import { Icon } from '../parts/icon'
import { Digits, hiddenIn } from '../scan/digits'
import { text } from '../text'
import type { ScanState } from './state'

const words = text.wizard.scan
const imeiLength = 15

/** What was scanned or typed, large and grouped as on the label, and whether its check digit fits. */
export function Echo({ typed, scan, proving }: Pick<ScanState, 'typed' | 'scan' | 'proving'>) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const hidden = proving === undefined ? 0 : provingLength(proving.device)
  const shown = hiddenIn(text.identity.printed(typed), hidden)
  const read = readOf(typed, scan)
  const isRefused = scan !== undefined && scan.kind !== 'device' && scan.kind !== 'several'
  return (
    <label className={isRefused ? 'echo echo-refused' : proving ? 'echo echo-told' : 'echo'}>
      <Icon name="scan" />
      <span className={shown.length > 22 ? 'digits digits-long' : 'digits'} dir="ltr">
        {shown === '' ? (
          <span className="digits-empty">{words.empty}</span>
        ) : (
          <span data-testid="echo">
            <Digits value={typed} doubts={read?.kind === 'check-digit' ? read.doubts : undefined} hidden={hidden} />
          </span>
        )}
        {proving === undefined && <i className="caret" />}
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
        <Says typed={typed} read={read} isEntered={scan !== undefined} />
      </span>
    </label>
  )
}

const readOf = (typed: string, scan: Scan | undefined): Scan | undefined =>
  scan ?? (typed === '' ? undefined : readScan(typed))

type SaysProps = { readonly typed: string; readonly read: Scan | undefined; readonly isEntered: boolean }

function Says({ typed, read, isEntered }: SaysProps) {
  if (read?.kind === 'device')
    return (
      <span className="mark mark-pass">
        <Icon name="pass" />
        {read.as === undefined ? words.is[identityOf(read.device).type] : text.scan.as[read.as]}
      </span>
    )
  if (!isEntered && read?.kind === 'check-digit')
    return (
      <span className="mark mark-fail">
        <Icon name="fail" />
        {text.scan.refused.checkDigit}
      </span>
    )
  const digits = typed.replace(/[\s/-]/g, '')
  if (isEntered || !/^\d+$/.test(digits) || digits.length >= imeiLength) return null
  return <span className="quiet">{words.left(imeiLength - digits.length)}</span>
}
