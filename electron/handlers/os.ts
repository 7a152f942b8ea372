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
      throw asData(error)
    }
  },
)

/** What comes step by step fails after its first answer too: as data, like everything else. */
export async function* stepByStep<T>(steps: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
  try {
    yield* steps
  } catch (error) {
    throw asData(error)
  }
}

const asData = (error: unknown): unknown =>
  error instanceof Failed ? new ORPCError('FAILED', { data: error.failure, defined: true }) : error
