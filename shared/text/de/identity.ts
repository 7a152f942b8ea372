export { identity } from '../en/identity'
