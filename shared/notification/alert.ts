import { type Json, writeJson } from '../json'

/** OMA DM Protocol 2.0, 5.2.2: the package 1 that answers a notification, and says which. */
export const answerTo = (notificationId: number): string => {
  const alert = new Map<string, Json>([
    ['AlertType', 'urn:oma:at:dm:2.0:ServerInitiatedMgmt'],
    ['DataType', 'application/json'],
    ['Data', new Map([['NOTIFICATION-ID', notificationId]])],
  ])
  return writeJson(new Map([['Alert', [alert]]]))
}
