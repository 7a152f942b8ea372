import { z } from 'zod'
import type { Failure } from '../../shared/failure'
import { because } from '../../shared/reason'

/** What was asked does not fit the contract: the first of its issues, as oRPC tells them. */
export function inputFailure(data: unknown): Failure {
  const told = Issues.safeParse(data)
  const [first] = told.success ? told.data.issues : []
  if (first === undefined) return { code: 'request.invalid', reason: because('the request is not understood') }
  const path = first.path.join('.')
  // A schema that says nothing of its own speaks to programmers.
  const isOfCode = /^Invalid|expected/.test(first.message)
  const reason = isOfCode ? because('it does not have the form that it must have') : first.message
  return { code: 'request.invalid', reason, ...(path !== '' && { path }) }
}

const Issue = z.object({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).default([]) })
const Issues = z.object({ issues: z.array(Issue) })
