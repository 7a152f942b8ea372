import type { Driver } from './driver'

/**
 * Names each stay of a card in a reader: by the counter of PC/SC, which all processes see, else by how often `scope` saw
 * the reader empty. A removal that nobody saw leaves the name as it was: no key is tried again then.
 */
export function watchStays(driver: Pick<Driver, 'watch'>, scope: string): (reader: string) => string {
  const stays = new Map<string, string>()
  let emptied = 0
  driver.watch(({ readers }) => {
    for (const { name, card, insertions } of readers) {
      if (insertions !== undefined) stays.set(name, `pcsc:${insertions}`)
      else if (card === 'none') stays.set(name, `${scope}:${++emptied}`)
    }
  })
  return (reader) => stays.get(reader) ?? `${scope}:0`
}
