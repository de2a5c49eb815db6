import { type Language, languageFacts } from '../../shared/languages.ts'
import {
  fillTemplate,
  kindOf,
  type Placeholder,
  type TemplateText,
  templateLimits,
} from '../../shared/rules/mail-template.ts'
import { cutText } from '../../shared/rules/text/cut-text.ts'
import { languageWords } from '../language/language.ts'

export type Rendered = { readonly subject: string; readonly text: string; readonly html: string }
export type MailData = Readonly<Record<string, string | number>>

// Control characters, halves of surrogate pairs, line separators and characters that change the reading direction.
const unprintable = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu

function written(name: Placeholder, value: string | number, language: Language): string {
  const locale = languageFacts[language].locale
  const kind = kindOf(name)
  if (typeof value === 'string' || kind === 'text') return String(value).replace(unprintable, ' ')
  if (kind === 'time') return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(value)
  if (kind === 'date') return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(value)
  const [one, many] = languageWords[language].units[kind]
  return `${new Intl.NumberFormat(locale).format(value)} ${value === 1 ? one : many}`
}

/** Fills a template for one person. A value can neither end the line of the subject nor become markup. */
export function renderMail(
  template: TemplateText,
  data: MailData,
  { language, organisation }: { readonly language: Language; readonly organisation: string },
): Rendered {
  const value = (name: Placeholder) =>
    written(name, name === 'organisation' ? organisation : (data[name] ?? ''), language)
  const filled = fillTemplate(template.subject, value).replace(/\s+/g, ' ').trim()
  const subject = cutText(filled, templateLimits.subject * 2)
  const text = fillTemplate(template.body, value)
  const link = typeof data.link === 'string' ? data.link : null
  return { subject, text, html: asHtml(text, subject, { language, link }) }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '')

/** The same text in the simplest markup: no pictures, nothing that is loaded, and no link but the one that the mail is about. */
function asHtml(
  text: string,
  subject: string,
  { language, link }: { readonly language: Language; readonly link: string | null },
): string {
  const linked = (html: string) => {
    // Some mail programs do not turn an address into a link by themselves.
    if (link === null || !link.startsWith('https://')) return html
    return html.replaceAll(escaped(link), () => `<a href="${escaped(link)}">${escaped(link)}</a>`)
  }
  const paragraphs = text.split(/\n{2,}/).map((part) => `<p>${linked(escaped(part)).replaceAll('\n', '<br>')}</p>`)
  const head = `<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`
  return `<!doctype html><html lang="${language}">${head}<body>${paragraphs.join('\n')}</body></html>`
}
