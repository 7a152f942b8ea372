import { text } from '../text'

/** What is typed by hand, grouped as on the label; a scan needs no field. */
export const Echo = ({ typed }: { readonly typed: string }) => (
  <p className="repair-echo mono" role="status" dir="ltr">
    {text.identity.printed(typed)}
    <i className="caret" />
  </p>
)
