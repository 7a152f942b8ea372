/** Up to four in a row, as the readers stand on the table. */
export const columnsOf = (lanes: number): number => Math.max(1, Math.min(4, lanes))

export const rowsOf = (lanes: number): number => Math.ceil(lanes / columnsOf(lanes))

/** Where a tile stands, where its story begins if that takes two rows, and its whole column. */
export type Spot = React.CSSProperties & {
  readonly '--row': number
  readonly '--column': number
  readonly '--tall': string
  readonly '--whole': string
}

/** Fixed places: a story that is open covers the tile above or below it and moves none. */
export function spotsOf(lanes: number): readonly Spot[] {
  const columns = columnsOf(lanes)
  const rows = rowsOf(lanes)
  return Array.from({ length: lanes }, (_, at) => {
    const row = Math.floor(at / columns) + 1
    const top = Math.min(row, Math.max(1, rows - 1))
    return {
      '--row': row,
      '--column': (at % columns) + 1,
      '--tall': `${top} / span ${Math.min(2, rows)}`,
      '--whole': `1 / span ${rows}`,
    }
  })
}
