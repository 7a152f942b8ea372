import { identityWords } from '../identity'
import { apart } from './figures'

export const identity = identityWords(apart)
