// OMA DM Protocol 2.0, 5.2.1.2: a notification with the id of an earlier one from the same server is dropped.

type Remembered = { readonly serverId: string; readonly notificationId: number; readonly atSeconds: number }
type Told = { readonly serverId: string; readonly notificationId: number | undefined }

/** What the client accepted of late. The client keeps it; these functions only say what it becomes. */
export type Memory = readonly Remembered[]

export const emptyMemory: Memory = []

/** Ids have two bytes, so they come again: a day is long enough. */
const windowSeconds = 24 * 60 * 60

export const isReplay = (memory: Memory, { serverId, notificationId }: Told, nowSeconds: number): boolean =>
  recent(memory, nowSeconds).some((one) => one.serverId === serverId && one.notificationId === notificationId)

/** A notification without an id cannot be known again. */
export const remembered = (memory: Memory, { serverId, notificationId }: Told, nowSeconds: number): Memory =>
  notificationId === undefined
    ? recent(memory, nowSeconds)
    : [...recent(memory, nowSeconds), { serverId, notificationId, atSeconds: nowSeconds }]

const recent = (memory: Memory, nowSeconds: number): Memory =>
  memory.filter(({ atSeconds }) => nowSeconds - atSeconds < windowSeconds)
