import { Failed } from './failure'

/** Why a row of a store is no use, however often it is read. */
export const unreadable = 'what is kept there cannot be understood any more'
export const isUnreadable = (error: unknown): error is Failed =>
  error instanceof Failed && error.failure.code === 'disk.failed' && error.failure.reason === unreadable
