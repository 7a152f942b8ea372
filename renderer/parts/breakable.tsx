import { Fragment } from 'react'

/** Where a name, an address or a line of markup may go on below: behind a sign that parts it, and before an end tag. */
const joints = /(?<=[/.:;,=>&@_-])(?=[^/.:;,=>&@_\s-])|(?=<\/)/

/** What is written without blanks, to be broken between its parts and never inside one as long as there is room. */
export const Breakable = ({ children }: { readonly children: string }) =>
  children.split(joints).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ))
