import { z } from 'zod'
import { Template } from './schema'

/** The published JSON Schema (2020-12) of a template document, for editors and for whoever writes templates by program. */
export const templateJsonSchema = (): Readonly<Record<string, unknown>> => ({
  ...z.toJSONSchema(Template, { io: 'input' }),
  $id: 'https://bootstation.example/template.schema.json',
  title: 'Bootstation template, version 1',
  description:
    'What an operator wants on a card. The program checks more than this can say: that every variable spoken of exists, and what a device would do with the message.',
})
