// Package 0 over connectionless WAP push: OMA DM Notification 1.2, 6.3; OMA DM Protocol 2.0, E.1.
import { encode } from '../codec'
import { dm1NotificationMedia, dm2NotificationMedia } from '../push/media-type'
import { dmApplicationId, pushPdu } from '../push/pdu'

export const pushOfDm1Notification = (body: Uint8Array, transactionId: number): Uint8Array =>
  encode(pushPdu, { transactionId, media: dm1NotificationMedia, applicationId: dmApplicationId, body })

export const pushOfDm2Notification = (body: Uint8Array, transactionId: number): Uint8Array =>
  encode(pushPdu, { transactionId, media: dm2NotificationMedia, applicationId: dmApplicationId, body })
