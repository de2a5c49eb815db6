import type { Language } from '../../shared/ids.ts'
import type { MailTemplate } from '../../shared/mail.ts'
import type { TemplateName, TemplateText } from '../../shared/rules/mail-template.ts'

export type Chosen = { readonly template: TemplateName; readonly language: Language }
export type Drafts = Readonly<Record<string, TemplateText>>

const keyOf = ({ template, language }: Chosen) => `${template} ${language}`

/** The text in the editor: the draft if there is one, else the stored text. */
export function textOf(stored: readonly MailTemplate[], drafts: Drafts, chosen: Chosen): TemplateText {
  const draft = drafts[keyOf(chosen)]
  if (draft !== undefined) return draft
  const found = storedOf(stored, chosen)
  return { subject: found?.subject ?? '', body: found?.body ?? '' }
}

/** The template as stored. */
export function storedOf(stored: readonly MailTemplate[], chosen: Chosen): MailTemplate | undefined {
  return stored.find(({ template, language }) => template === chosen.template && language === chosen.language)
}

/** The drafts with a new text for one template, or without it if the text equals the stored one. */
export function withDraft(drafts: Drafts, chosen: Chosen, text: TemplateText | null): Drafts {
  const { [keyOf(chosen)]: _, ...others } = drafts
  return text === null ? others : { ...others, [keyOf(chosen)]: text }
}

/** The templates with one of them replaced by the service's answer. */
export function replaced(stored: readonly MailTemplate[], next: MailTemplate): readonly MailTemplate[] {
  return stored.map((one) => (one.template === next.template && one.language === next.language ? next : one))
}
