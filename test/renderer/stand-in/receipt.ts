import encodeQR from 'qr'
import type { Receipt } from '../../../shared/receipt'

const text = `TRAINING1 PASS write 2026-11-21T13:32:08Z 77 9c1f663de2073d11 5b0e61f2-7a94-4c0d-9b7e-2f6d1c8a4e10 ${'4f'.repeat(16)} 8949020000123447167 ${'ab'.repeat(16)} ${'9c'.repeat(16)} ${'A'.repeat(86)}==`

/** A receipt as it is told, signed by nobody. */
export function receiptOf(): Receipt {
  const rows = encodeQR(text, 'raw', { ecc: 'low', encoding: 'byte', border: 4 })
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return {
    text,
    verdict: 'PASS',
    number: 77,
    at: '2026-11-21T13:32:08Z',
    server: 'Nordwind Mobile',
    qr: { size: rows.length, path: dark.join('') },
  }
}
