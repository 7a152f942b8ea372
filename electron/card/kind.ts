/** How a card is spoken to: a UICC (ETSI TS 102 221) or a SIM (3GPP TS 51.011), among which R-UIMs are. Found, never told from the ATR. */
export type CardKind = 'uicc3g' | 'sim2g'
