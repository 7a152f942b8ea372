// RFC 4180 as tills write it: comma or semicolon, any line end. Every row knows its line, so that a bad one can be named.
import { malformed } from '../bytes'

export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

const mostCells = 64
const mostCellChars = 1024

/** One row after the other. Fails with `bytes.malformed` on a quote that does not end or does not belong, and on a row or cell that is no row or cell. */
export function* readCsv(text: string): Generator<CsvRow, undefined, void> {
  const separator = separatorOf(text)
  let at = 0
  let line = 1
  while (at < text.length) {
    const cells: string[] = []
    const began = line
    for (;;) {
      const cell = text[at] === '"' ? quoted(text, at) : plain(text, at, separator)
      cells.push(cell.value)
      if (cell.value.length > mostCellChars || cells.length > mostCells) throw malformed('a row is too long', at)
      line += cell.lines
      at = cell.end
      if (text[at] !== separator) break
      at++
    }
    if (text.startsWith('\r\n', at)) at++
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r') throw malformed('text follows a quote', at)
    at++
    line++
    if (cells.some((cell) => cell.trim() !== '')) yield { line: began, cells }
  }
  return undefined
}

type Cell = { readonly value: string; readonly end: number; readonly lines: number }

/** Whichever the first line has more of. */
function separatorOf(text: string): ',' | ';' {
  const [head = ''] = text.slice(0, mostCellChars).split(/[\r\n]/)
  return head.split(';').length > head.split(',').length ? ';' : ','
}

function plain(text: string, from: number, separator: string): Cell {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') {
    if (text[end] === '"') throw malformed('a quote stands inside a cell', end)
    end++
  }
  return { value: text.slice(from, end), end, lines: 0 }
}

function quoted(text: string, from: number): Cell {
  for (let close = text.indexOf('"', from + 1); close >= 0; close = text.indexOf('"', close + 2)) {
    if (text[close + 1] === '"') continue
    const value = text.slice(from + 1, close).replaceAll('""', '"')
    return { value, end: close + 1, lines: value.split('\n').length - 1 }
  }
  throw malformed('a quote does not end', from)
}
