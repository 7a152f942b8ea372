import { useEffect, useRef } from 'react'
import { identityOf } from '../../shared/identity/device'
import type { Scan } from '../../shared/identity/scan'
import { wordsOfScan } from '../../shared/text/scan-words'
import { text } from '../text'
import { deviceTyped, scanOf, useDraft } from './draft'
import { Field } from './field'

const words = text.composer.form
const scanning = text.wizard.scan
export const deviceFieldId = 'composer-device'

/** The device the message is for; a scan lands here whatever has the focus. */
export function DeviceField() {
  const view = useDraft()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const scan = scanOf(view)
  return (
    <Field label={words.device} hint={hintOf(scan)} fault={faultOf(scan)}>
      {(control) => (
        <input
          {...control}
          ref={input}
          className="input mono"
          data-field={deviceFieldId}
          dir="ltr"
          value={view.typed}
          placeholder={words.deviceEmpty}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => deviceTyped(target.value)}
        />
      )}
    </Field>
  )
}

const hintOf = (scan: Scan | undefined): string =>
  scan?.kind === 'device' ? scanning.is[identityOf(scan.device).type] : scanning.empty

function faultOf(scan: Scan | undefined): string | undefined {
  const words = scan && wordsOfScan(scan, text)
  return words && `${words.what} ${words.below}`
}
