import { mapEventIterator } from '@orpc/client'
import { type ImplementerInternalWithMiddlewares, implement, ORPCError } from '@orpc/server'
import { type Contract, contract } from '../../shared/contract'
import { Failed } from '../../shared/failure'
import { inputFailure } from './input-failure'

type NoContext = Record<never, never>

/** The same answer for the page, the command line and the tests: a failure travels as data, a bug does not. */
export const os: ImplementerInternalWithMiddlewares<Contract, NoContext, NoContext> = implement(contract).use(
  async ({ next }, _, output) => {
    try {
      return output(stepByStep((await next()).output))
    } catch (error) {
      throw asData(error)
    }
  },
)

/** What comes step by step fails after its first answer too. */
const stepByStep = (answer: unknown): unknown =>
  isSteps(answer) ? mapEventIterator(answer, { value: (step) => step, error: async (error) => asData(error) }) : answer

const isSteps = (answer: unknown): answer is AsyncIterator<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

function asData(error: unknown): unknown {
  if (error instanceof Failed) return asked(error)
  return error instanceof ORPCError && error.code === 'BAD_REQUEST'
    ? asked(new Failed(inputFailure(error.data)))
    : error
}

const asked = ({ failure }: Failed): ORPCError<'FAILED', unknown> =>
  new ORPCError('FAILED', { data: failure, defined: true })
