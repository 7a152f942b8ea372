import { identityWords } from '../identity'

export const identity = identityWords((text) => text)
