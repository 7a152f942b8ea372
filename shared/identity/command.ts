import { digits97, fits97 } from './check-digits'

/** What a person can say with a scanner. */
export type Command =
  | { readonly act: 'next' | 'back' | 'start' | 'pause' | 'repeat' | 'help' }
  /** The reason is the one with this number on the sheet. */
  | { readonly act: 'reject'; readonly number: number }
  /** The lane, reader or choice with this number. */
  | { readonly act: 'choose'; readonly number: number }

const words = ['next', 'back', 'start', 'pause', 'repeat', 'help'] as const
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, at) => at + 1)

/** All there are, in the order of the sheet. */
export const commands: readonly Command[] = [
  ...words.map((act) => ({ act })),
  ...upTo(9).map((number) => ({ act: 'reject', number }) as const),
  ...upTo(16).map((number) => ({ act: 'choose', number }) as const),
]

const nameOf = (command: Command): string => `${command.act}${'number' in command ? command.number : ''}`.toUpperCase()

/** What the barcode of a command holds: `BST/START/nn`, the last two its check digits (ISO/IEC 7064, MOD 97-10). */
export function barcodeOf(command: Command): string {
  const name = nameOf(command)
  return `BST/${name}/${digits97(`BST${name}`)}`
}

/** The command of a barcode; `damaged` if it is one of ours and was misread; undefined if it is none. */
export function commandIn(scanned: string): Command | 'damaged' | undefined {
  const text = scanned
    .trim()
    .replace(/^\][A-Za-z]\d/, '')
    .toUpperCase()
  const [, name = '', check = ''] = /^BST\/([A-Z0-9]+)\/(\d\d)$/.exec(text) ?? []
  if (name === '') return text.startsWith('BST/') ? 'damaged' : undefined
  if (!fits97(`BST${name}${check}`)) return 'damaged'
  return commands.find((command) => nameOf(command) === name) ?? 'damaged'
}
