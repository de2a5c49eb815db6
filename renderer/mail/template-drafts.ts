import type { Language } from '../../shared/ids.ts'
import type { MailTemplate } from '../../shared/mail.ts'
import type { TemplateName, TemplateText } from '../../shared/rules/mail-template.ts'

export type Chosen = { readonly template: TemplateName; readonly language: Language }
export type Drafts = Readonly<Record<string, TemplateText>>

const keyOf = ({ template, language }: Chosen) => `${template} ${language}`

/** What stands in the editor: the words as typed, else as stored. */
export function textOf(stored: readonly MailTemplate[], drafts: Drafts, chosen: Chosen): TemplateText {
  const draft = drafts[keyOf(chosen)]
  if (draft !== undefined) return draft
  const found = storedOf(stored, chosen)
  return { subject: found?.subject ?? '', body: found?.body ?? '' }
}

/** The template as the store has it. */
export function storedOf(stored: readonly MailTemplate[], chosen: Chosen): MailTemplate | undefined {
  return stored.find(({ template, language }) => template === chosen.template && language === chosen.language)
}

/** The drafts with other words for one template, or without them when they are the stored ones again. */
export function withDraft(drafts: Drafts, chosen: Chosen, text: TemplateText | null): Drafts {
  const { [keyOf(chosen)]: _, ...others } = drafts
  return text === null ? others : { ...others, [keyOf(chosen)]: text }
}

/** Puts an answer of the service in the place of the template that was there. */
export function replaced(stored: readonly MailTemplate[], next: MailTemplate): readonly MailTemplate[] {
  return stored.map((one) => (one.template === next.template && one.language === next.language ? next : one))
}
