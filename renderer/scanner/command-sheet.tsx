import { sheetCommands } from '../../shared/command-sheet'
import { barcodeOf } from '../../shared/identity/command'
import { text } from '../text'
import { Barcode } from './barcode'

/** What can be said with a scanner; it is on paper too, to be laid beside the readers. */
export const CommandSheet = () => (
  <ul className="command-sheet">
    {sheetCommands.map((command) => (
      <li key={barcodeOf(command)}>
        <b>{text.scan.command(command)}</b>
        <Barcode symbology="code128" text={barcodeOf(command)} label={text.scan.command(command)} />
        <small dir="ltr">{barcodeOf(command)}</small>
      </li>
    ))}
  </ul>
)
