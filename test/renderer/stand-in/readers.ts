import type { ReaderState } from '../../../shared/station-state'
import { iccidAt } from './numbers'

export const readerAt = (number: number, hasCard: boolean): ReaderState => ({
  name: `Virtual PCD 00 ${String(number - 1).padStart(2, '0')}`,
  number,
  held: 'free',
  ...(hasCard
    ? {
        card: 'present',
        atrHex: '3b9f96801fc78031e073fe211b66d00177970d00',
        iccid: iccidAt(100 + number),
      }
    : { card: 'none' }),
})

export const table = (count: number, cards: readonly number[]): readonly ReaderState[] =>
  Array.from({ length: count }, (_, at) => readerAt(at + 1, cards.includes(at + 1)))
