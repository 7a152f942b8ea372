// What a station may be without, and says so when it is asked for.

import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'

export const noServer = (): never => {
  throw new Failed({
    code: 'request.invalid',
    path: 'server',
    reason: because('this station has no DM Server; name it in station.json'),
  })
}

export const noPrinter = (): never => {
  throw new Failed({ code: 'request.invalid', path: 'print', reason: 'only the window prints' })
}
