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
