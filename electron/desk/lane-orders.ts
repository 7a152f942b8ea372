import type { BatchOrder, Unit } from '../../shared/batch'
import { Failed } from '../../shared/failure'
import type { Order } from '../../shared/job'
import { because } from '../../shared/reason'
import type { Composer } from '../composer/composer'
import { isOther, otherKeys } from '../keys/source'

/**
 * What is ordered for one device of a batch. Fails with `request.invalid` where the template is not the one that the batch
 * was made with any more, or the card keys are others: no card of it can be right then.
 */
export const laneOrder =
  ({ ordered, refOf }: Pick<Composer, 'ordered' | 'refOf'>, has: string | undefined) =>
  (
    { batch, template, format, variables, keySet }: BatchOrder,
    { device, variables: own }: Unit,
  ): Pick<Order, 'template' | 'format' | 'variables'> => {
    if (refOf(template.name).sha256 !== template.sha256)
      throw new Failed({
        code: 'request.invalid',
        path: 'template',
        reason: because('{} was changed after batch {} was made', template.name, batch),
      })
    if (isOther(keySet, has))
      throw new Failed({ code: 'request.invalid', path: 'keySet', reason: otherKeys(keySet, has) })
    return ordered({ device, template: template.name, format, variables: { ...variables, ...own } }, batch)
  }
