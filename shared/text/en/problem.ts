import { type ProblemType, problemKinds } from '../../registration/problem-kinds'

/** What a DM Server refuses, by its kind: the title is the server's own. */
export const problem = (kind: ProblemType): string => problemKinds[kind].title
