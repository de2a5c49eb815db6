import { type Language, languages } from '../../shared/languages.ts'
import {
  type TemplateData,
  type TemplateName,
  type TemplateText,
  templateNames,
} from '../../shared/rules/mail-template.ts'
import { codeLife } from '../../shared/rules/reset-attempt.ts'
import { languageWords } from '../language/language.ts'
import type { MailStore } from './mail-store.ts'

/** The texts in force: those that the organisation has edited, else Keydesk's own. */
export function createTemplates(store: MailStore) {
  const one = (template: TemplateName, language: Language) => {
    const own = store.template(template, language)
    return { template, language, ...(own ?? languageWords[language].templates[template]), isEdited: own !== null }
  }
  const isShipped = (template: TemplateName, language: Language, { subject, body }: TemplateText): boolean => {
    const words = languageWords[language].templates[template]
    return subject === words.subject && body === words.body
  }
  return {
    one,
    isShipped,
    all: () => languages.flatMap((language) => templateNames.map((template) => one(template, language))),
    /** A text that equals Keydesk's own is not stored, so that a later version's text applies. */
    write: (template: TemplateName, language: Language, text: TemplateText): void => {
      if (isShipped(template, language, text)) store.removeTemplate(template, language)
      else store.putTemplate(template, language, text)
    },
    reset: (template: TemplateName, language: Language) => store.removeTemplate(template, language),
  }
}
export type Templates = ReturnType<typeof createTemplates>

/** Made-up values for the preview, at a moment in milliseconds UTC. */
export function exampleData(template: TemplateName, now: number): TemplateData<TemplateName> {
  const facts = {
    name: 'Ida Holm',
    username: 'ida.holm@example.com',
    person: 'Ida Holm',
    by: 'Jens Berg',
    code: '4931 7208',
  }
  const link = 'https://keydesk.example.com:8443/link#…'
  const texts = { message: '+45 12 34 56 78', answer: '…', change: '…', link }
  const times = { minutes: codeLife / 60_000, days: 3, date: now + 3 * 86_400_000, time: now }
  const all = { ...facts, ...texts, ...times }
  return template === 'helpRequest' ? { ...all, name: facts.by } : all
}
