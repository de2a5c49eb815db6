import type { Language } from '../../shared/ids.ts'
import {
  type TemplateData,
  type TemplateName,
  type TemplateText,
  templateNames,
} from '../../shared/rules/mail-template.ts'
import type { MailStore } from './mail-store.ts'
import { danishTemplates } from './templates/da.ts'
import { englishTemplates } from './templates/en.ts'
import { swedishTemplates } from './templates/sv.ts'

const shipped = { en: englishTemplates, da: danishTemplates, sv: swedishTemplates }
const languages = ['en', 'da', 'sv'] as const

/** The words in force: the organisation's own where it has edited them, else the shipped ones. */
export function createTemplates(store: MailStore) {
  const one = (template: TemplateName, language: Language) => {
    const own = store.template(template, language)
    return { template, language, ...(own ?? shipped[language][template]), isEdited: own !== null }
  }
  const isShipped = (template: TemplateName, language: Language, { subject, body }: TemplateText): boolean => {
    const words = shipped[language][template]
    return subject === words.subject && body === words.body
  }
  return {
    one,
    isShipped,
    all: () => languages.flatMap((language) => templateNames.map((template) => one(template, language))),
    /** Saving the shipped words is the same as taking them back, so that a later version's words arrive. */
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
    code: '493 172',
  }
  const link = 'https://keydesk.example.com:8443/link#…'
  const texts = { message: '+45 12 34 56 78', answer: '…', change: '…', link }
  const times = { minutes: 10, days: 3, date: now + 3 * 86_400_000, time: now }
  const all = { ...facts, ...texts, ...times }
  return template === 'helpRequest' ? { ...all, name: facts.by } : all
}
