// Who asks for a bootstrap over the registration API, and what becomes of it. No message is ever in the answer: it goes
// to the device by its own way, protected.
import type { BootstrapAnswer, BootstrapRequest } from '../../../shared/registration/schema'
import { problem, type Reply } from './problem'
import { type Attempt, once, type Rules } from './registrations'
import type { Book } from './registry'
import type { Kept } from './store'

export type BootstrapDesk = (attempt: Attempt, request: BootstrapRequest) => Reply

/** Sets a bootstrap on its way, within a transaction; answers with how the device stands then and which message it gets. */
export type SendBootstrap = (
  kept: Kept,
  request: BootstrapRequest,
  book: Book,
) => { readonly kept: Kept; readonly message?: string }

/** A device that nobody registered gets nothing, and is not told from one that somebody else registered. */
export const createBootstrapDesk =
  (rules: Rules, send: SendBootstrap): BootstrapDesk =>
  (attempt, request) =>
    rules.registry.atomically((book) =>
      once(rules, attempt, () => {
        const found = rules.registry.find(request.devId)
        if (found?.tenant !== attempt.tenant) return problem('bootstrap-refused')
        const { kept, message } = send(found, request, book)
        const body: BootstrapAnswer = { id: kept.id, state: kept.state, ...(message && { message }) }
        return { status: 202, body }
      }),
    )
