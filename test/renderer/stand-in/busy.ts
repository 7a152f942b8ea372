import type { Lane } from '../../../shared/lane'
import { tellLine, type World } from './world'

/** Every lane changes so many times a second, for as long as the page lives. */
export function faster(world: World, perSecond: number): void {
  const states = world.now.line.lanes.map(({ lane }) => lane)
  let turn = 0
  setInterval(() => {
    turn += 1
    const lanes = world.now.line.lanes.map((one, at): Lane => {
      const lane = states[(at + turn) % states.length]
      return lane ? { ...one, lane } : one
    })
    tellLine(world, { ...world.now.line, lanes })
  }, 1000 / perSecond)
}
