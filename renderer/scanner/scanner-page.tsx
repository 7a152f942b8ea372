import { useEffect } from 'react'
import { Button } from '../parts/button'
import { PaperWent } from '../receipt/paper-went'
import { paperLeft, useIsPrinting } from '../receipt/printing'
import { text } from '../text'
import { CommandSheet } from './command-sheet'
import { SentPanel } from './sent'
import { printSheet, saveSheet } from './sheet'
import { stroked, useScanner } from './store'
import { TestCodeCard } from './test-code'
import { testNames } from './test-codes'

const words = text.scan.setUp

/** Test codes that say how the scanner types and what to set, and the sheet of commands. */
export function ScannerPage() {
  const faults = useScanner((view) => view.faults)
  const isPrinting = useIsPrinting('sheet')
  useEffect(watchKeys, [])
  useEffect(() => {
    paperLeft('sheet')
    return () => paperLeft('sheet')
  }, [])
  return (
    <main className="page scanner-page">
      <header className="page-head">
        <h1 className="h1">{words.title}</h1>
        <span className="quiet">{words.lead}</span>
      </header>
      <ul className="test-codes">
        {testNames.map((name) => (
          <TestCodeCard key={name} name={name} faults={faults[name]} />
        ))}
      </ul>
      <section className="panel sent-panel" aria-label={words.sent}>
        <h2 className="h2">{words.sent}</h2>
        <SentPanel />
      </section>
      <section className="panel sheet-panel" aria-label={words.sheet}>
        <header className="page-head">
          <h2 className="h2">{words.sheet}</h2>
          <span className="quiet">{words.sheetLead}</span>
          <Button keycap="F7" isDisabled={isPrinting} onPress={() => void saveSheet()}>
            {words.save}
          </Button>
          <Button keycap="F8" isDisabled={isPrinting} onPress={() => void printSheet()}>
            {words.print}
          </Button>
        </header>
        <PaperWent of="sheet" saved={text.report.saved} />
        <CommandSheet />
      </section>
    </main>
  )
}

/** Only looks on: what a scan is, is told by the keys of the window. */
function watchKeys(): () => void {
  const onKey = ({ key, code, timeStamp: at, altKey: isAlt, repeat }: KeyboardEvent): void => {
    if (!repeat && key !== 'Shift') stroked({ key, code, at, isAlt })
  }
  window.addEventListener('keydown', onKey, { capture: true })
  return () => window.removeEventListener('keydown', onKey, { capture: true })
}
