import { useEffect, useRef } from 'react'
import { wordsOfScan } from '../../shared/text/scan-words'
import { Button } from '../parts/button'
import { Icon } from '../parts/icon'
import { Notice } from '../parts/notice'
import { text } from '../text'
import { counterActs } from './acts'
import { Ask } from './ask'
import { DeviceFact, Facts } from './facts'
import type { NumberState } from './state'
import { backFrom, numberLeftOut } from './store'

const words = text.counter.number

export function NumberStep(state: NumberState) {
  const { device, typed, isRefused, refused } = state
  return (
    <Ask
      title={words.title}
      lead={words.lead}
      aside={
        <Facts>
          <DeviceFact device={device} />
        </Facts>
      }
      acts={
        <>
          <Button
            kind="act"
            keycap={text.station.keys.enter}
            isDisabled={typed.trim() === ''}
            onPress={counterActs.onward}
          >
            {words.next}
          </Button>
          {typed.trim() === '' && (
            <Button keycap="F8" onPress={() => numberLeftOut(state)}>
              {words.skip}
            </Button>
          )}
          <Button kind="plain" keycap={text.station.keys.escape} onPress={() => backFrom(state)}>
            {text.wizard.back}
          </Button>
        </>
      }
    >
      <NumberEcho typed={typed} />
      {isRefused && <Notice kind="fail" what={words.refused} below={words.refusedDo} />}
      {refused && <Notice kind="note" what={wordsOfScan(refused, text)?.what ?? words.refused} below={words.notThis} />}
    </Ask>
  )
}

/** What was typed, large. The keys of the whole window come here. */
function NumberEcho({ typed }: { readonly typed: string }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <label className="echo">
      <Icon name="phone" />
      <span className="digits digits-phone" dir="ltr">
        {typed === '' ? <span className="digits-empty">{words.empty}</span> : <span data-testid="number">{typed}</span>}
        <i className="caret" />
      </span>
      <input ref={input} className="unseen" readOnly value={typed} aria-label={words.label} />
    </label>
  )
}
