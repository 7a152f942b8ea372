import { type ImplementerInternalWithMiddlewares, implement, ORPCError } from '@orpc/server'
import { type Contract, contract } from '../../shared/contract'
import { Failed } from '../../shared/failure'

type NoContext = Record<never, never>

/** The same answer for the page, the command line and the tests: a failure travels as data, a bug does not. */
export const os: ImplementerInternalWithMiddlewares<Contract, NoContext, NoContext> = implement(contract).use(
  async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      if (error instanceof Failed) throw new ORPCError('FAILED', { data: error.failure, defined: true })
      throw error
    }
  },
)
