import { isTree, type MoTree, nodeAt } from '../../message/mo'
import type { Command } from './command'
import type { Dm1Order } from './state'

/** OMA DM Protocol 1.2, 8.3: who begins the session, and every leaf of DevInfo. */
export const package1 = ({ alert, tree }: Pick<Dm1Order, 'alert' | 'tree'>): readonly Command[] => [
  { is: 'Alert', code: alert, items: [] },
  { is: 'Replace', items: leavesOf(tree.info) },
]

const leavesOf = (info: MoTree) => {
  const devInfo = nodeAt(info, 'DevInfo')
  return Array.from(isTree(devInfo) ? devInfo : [], ([name, value]) => ({
    source: `./DevInfo/${name}`,
    format: 'chr',
    type: 'text/plain',
    data: String(value),
  }))
}
