import { expect, test } from 'vitest'
import { draftSecretsForgotten, emptyDraft, useDraft } from '../../../renderer/composer/draft'

const variable = (name: string, type: string) => ({ name, variable: { type } })
const form = { name: 'nordwind', variables: [variable('apn', 'text'), variable('pin', 'secret')] } as never

test('a secret that was typed is forgotten when the page is left, and nothing else is', () => {
  useDraft.setState({ ...emptyDraft, form, variables: { apn: 'internet', pin: '4711' } })
  draftSecretsForgotten()
  expect(useDraft.getState().variables).toEqual({ apn: 'internet' })
  const before = useDraft.getState()
  draftSecretsForgotten()
  expect(useDraft.getState()).toBe(before)
})
