import { Failed, type Failure } from '../../shared/failure'

/** The failure that some work ends in. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(error instanceof Failed)) throw new Error(`no failure but ${String(error)}`)
  return error.failure
}

/** The same of work that does not wait. */
export function failureIn(work: () => unknown): Failure {
  try {
    work()
  } catch (error) {
    if (error instanceof Failed) return error.failure
    throw error
  }
  throw new Error('no failure')
}
