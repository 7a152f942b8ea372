import { textOfVector } from './vectors'

type Operation = { readonly op: string; readonly moid: string; readonly miid: string }
type Vectors = {
  readonly bootstrap: readonly {
    readonly id: string
    readonly input: unknown
    readonly expect: {
      readonly text: string
      readonly bytes: string
      readonly length: number
      readonly operations: readonly Operation[]
      readonly acl: readonly {
        readonly path: string
        readonly grants: readonly { readonly MAID: string; readonly AR: number }[]
      }[]
      readonly sessions: readonly string[]
    }
  }[]
  readonly rebootstrap: readonly {
    readonly id: string
    readonly input: {
      readonly stored: string
      readonly source?: string
      readonly document?: unknown
      readonly cardNow?: unknown
    }
    readonly expect: {
      readonly operations: readonly Operation[]
      readonly sessions: readonly string[]
      readonly aclRemoved?: readonly string[]
    }
  }[]
  readonly reading: readonly {
    readonly id: string
    readonly inputForm: string
    readonly input: string
    readonly expect: {
      readonly ok: boolean
      readonly warn?: string
      readonly moid?: string
      readonly data?: string
      readonly stored?: boolean
      readonly error?: string
      readonly path?: string
    }
  }[]
}

export const dm2Vectors: Vectors = JSON.parse(textOfVector('dm2.json'))
