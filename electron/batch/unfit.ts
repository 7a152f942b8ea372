import { Failed, type Failure } from '../../shared/failure'

type Unfit = Extract<Failure, { code: 'list.unfit' }>

/** A file that is no list, and where that shows. */
export const listUnfit = (path: string, why: Unfit['why'], at: Pick<Unfit, 'row' | 'column'> = {}): Failed =>
  new Failed({ code: 'list.unfit', path, why, ...at })
