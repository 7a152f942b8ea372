import { RejectReason } from '../../shared/batch'
import { barcodeOf, type Command, commands } from '../../shared/identity/command'
import { text } from '../text'
import { Barcode } from './barcode'

/** A reject without a reason of its own is none for the sheet. */
const isOnSheet = (command: Command): boolean =>
  command.act !== 'reject' || RejectReason.options[command.number - 1] !== undefined

/** What can be said with a scanner, to be printed and laid beside the readers. */
export const CommandSheet = () => (
  <ul className="command-sheet">
    {commands.filter(isOnSheet).map((command) => (
      <li key={barcodeOf(command)}>
        <b>{text.scan.command(command)}</b>
        <Barcode symbology="code128" text={barcodeOf(command)} label={text.scan.command(command)} />
        <small dir="ltr">{barcodeOf(command)}</small>
      </li>
    ))}
  </ul>
)
