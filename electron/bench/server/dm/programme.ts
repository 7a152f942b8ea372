// What the bench's DM Server does with a device in its first session: it looks at the device and sets one node.

/** What a device told and was told: values by URI, and the status of what was asked of it. */
export type Facts = {
  readonly values: ReadonlyMap<string, string>
  readonly statuses: ReadonlyMap<string, number>
}
export const noFacts: Facts = { values: new Map(), statuses: new Map() }

export type Wish =
  | { readonly is: 'Get'; readonly uri: string }
  | { readonly is: 'Replace'; readonly uri: string; readonly value: string }

/** What to ask next; nothing is the end. */
export type Programme = (facts: Facts) => readonly Wish[]

/** Finds its own account in the device's tree, and names it. */
export const namingProgramme =
  (serverId: string, name: string): Programme =>
  ({ values, statuses }) => {
    const accounts = values.get('./DMAcc')
    if (accounts === undefined) return statuses.has('./DMAcc') ? [] : [get('./DMAcc'), get('./DevDetail/FwV')]
    const uris = accounts.split('/').filter((one) => one !== '')
    const unread = uris.map((one) => `./DMAcc/${one}/ServerID`).filter((uri) => !statuses.has(uri))
    if (unread.length > 0) return unread.map(get)
    const own = uris.find((one) => values.get(`./DMAcc/${one}/ServerID`) === serverId)
    const uri = `./DMAcc/${own}/Name`
    return own === undefined || statuses.has(uri) ? [] : [{ is: 'Replace', uri, value: name }]
  }

const get = (uri: string): Wish => ({ is: 'Get', uri })
