import { RejectReason } from './batch'
import { type Command, commands } from './identity/command'

/** A reject without a reason of its own is none for the sheet. */
const isOnSheet = (command: Command): boolean =>
  command.act !== 'reject' || RejectReason.options[command.number - 1] !== undefined

/** What can be said with a scanner, in the order of the sheet. */
export const sheetCommands: readonly Command[] = commands.filter(isOnSheet)
