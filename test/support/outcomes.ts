import { Failed, type Failure } from '../../shared/failure'

/** The failure a call ends in; any other exception is a bug and passes. */
export function failureOf(work: () => unknown): Failure {
  try {
    work()
  } catch (error) {
    if (error instanceof Failed) return error.failure
    throw error
  }
  throw new Error('it did not fail')
}

/** True if the call gives a value or a failure, and nothing else. */
export function readsOrFails(work: () => unknown): boolean {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Failed)) throw error
  }
  return true
}
