// Codes whose right arrival is known.

export const testNames = ['plain', 'gs1', 'label'] as const
export type TestName = (typeof testNames)[number]

export type TestCode = {
  readonly symbology: 'code128' | 'gs1datamatrix' | 'qrcode'
  /** As the symbology is written, and as it arrives from a scanner that is set right. */
  readonly written: string
  readonly arrives: string
}

const label = 'IMEI1:490154203237518\nIMEI2:356938035643809\nS/N:TEST'

export const testCodes: Readonly<Record<TestName, TestCode>> = {
  // Letters and signs that other keyboards have elsewhere.
  plain: code128('yZ-aQ;m:/0189'),
  gs1: {
    symbology: 'gs1datamatrix',
    written: '(01)09506000134352(21)TEST(8002)490154203237518',
    arrives: '010950600013435221TEST\u001d8002490154203237518',
  },
  label: { symbology: 'qrcode', written: label, arrives: label },
}

function code128(text: string): TestCode {
  return { symbology: 'code128', written: text, arrives: text }
}
