// From what a page or a command asks to be done with a card, to the job that does it.
import type { z } from 'zod'
import { Failed, type Failure } from '../../shared/failure'
import type { Phone } from '../../shared/intake/phone'
import type { JobId, Order } from '../../shared/job'
import type { Preparation } from '../../shared/preparation'
import type { Draft } from '../../shared/preview'
import type { Composer } from '../composer/composer'
import type { Jobs } from '../job/jobs'

export type CardOrdersDeps = {
  readonly composer: Pick<Composer, 'ordered'>
  readonly jobs: Pick<Jobs, 'start' | 'refuse'>
  readonly isBench: boolean
  /** The whole name of a reader, or of its number. */
  readonly reader: (named: string) => Promise<string>
}

type Asked = z.infer<typeof Draft> & {
  readonly reader: string
  /** The reviewed message and card: no other is written. */
  readonly sha256?: string | undefined
  readonly iccid?: string | undefined
}

export type CardOrders = {
  readonly write: (asked: Asked & { readonly add: boolean; readonly phone?: Phone | undefined }) => Promise<JobId>
  readonly rebootstrap: (asked: Asked) => Promise<JobId>
  readonly blank: (asked: { readonly reader: string; readonly entries: boolean }) => Promise<JobId>
  readonly prepare: (asked: { readonly reader: string; readonly preparation: Preparation }) => Promise<JobId>
}

export function createCardOrders({ composer, jobs, isBench, reader }: CardOrdersDeps): CardOrders {
  const message = async (
    { add = false, phone, ...asked }: Asked & Partial<Pick<Order, 'add' | 'phone'>>,
    kind: 'write' | 'rebootstrap',
  ): Promise<JobId> => {
    const { device, template, sha256, iccid } = asked
    const order = {
      kind,
      device,
      reader: await reader(asked.reader),
      add,
      ...(phone !== undefined && { phone }),
      ...(iccid !== undefined && { iccid }),
      bench: isBench,
    }
    const ordered = attempted(() => composer.ordered(asked))
    if ('failure' in ordered) return jobs.refuse({ ...order, variables: {} }, ordered.failure)
    const templatePath = template === ordered.value.template.name ? undefined : template
    return jobs.start({
      ...order,
      ...ordered.value,
      ...(templatePath !== undefined && { templatePath }),
      ...(sha256 !== undefined && { sha256 }),
    })
  }
  const plain = async (kind: 'blank' | 'prepare', named: string, more: Partial<Order>): Promise<JobId> =>
    jobs.start({ kind, reader: await reader(named), variables: {}, add: false, ...more, bench: isBench })
  return {
    write: (asked) => message(asked, 'write'),
    rebootstrap: (asked) => message(asked, 'rebootstrap'),
    blank: ({ reader, entries }) => plain('blank', reader, { entries }),
    prepare: ({ reader, preparation }) => plain('prepare', reader, { preparation }),
  }
}

/** A message that cannot be made is a finding about its template; anything else passes. */
function attempted<T>(work: () => T): { readonly value: T } | { readonly failure: Failure } {
  try {
    return { value: work() }
  } catch (error) {
    if (error instanceof Failed && isAboutTemplate(error.failure)) return { failure: error.failure }
    throw error
  }
}

const isAboutTemplate = ({ code }: Failure): boolean => code === 'message.invalid' || code === 'template.invalid'
