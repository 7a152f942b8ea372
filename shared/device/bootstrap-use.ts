/** What a data object of a card is for: the message of OMA DM, or one of the three files of Client Provisioning. */
export const uses = ['dm', 'cp-bootstrap', 'cp-config1', 'cp-config2'] as const
export type Use = (typeof uses)[number]
