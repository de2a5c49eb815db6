import { checkPersonText } from './username.ts'

/** The form in which a value is written into a mail; times and dates are given in milliseconds UTC, minutes and days are written with their unit. */
export type PlaceholderKind = 'text' | 'time' | 'date' | 'minutes' | 'days'

/** Every placeholder of the templates. There is none for a password, so that no password can be mailed. */
const kinds = {
  organisation: 'text',
  name: 'text',
  username: 'text',
  person: 'text',
  by: 'text',
  code: 'text',
  message: 'text',
  link: 'text',
  answer: 'text',
  change: 'text',
  minutes: 'minutes',
  days: 'days',
  date: 'date',
  time: 'time',
} as const satisfies Record<string, PlaceholderKind>
export type Placeholder = keyof typeof kinds

/** The placeholders of each mail, beside the organisation's name; a mail without its required ones would say nothing. */
export const templatePlaceholders = {
  verificationCode: { required: ['code'], optional: ['name', 'minutes'] },
  passwordWasReset: { required: ['time'], optional: ['name', 'username'] },
  passwordChanged: { required: ['time'], optional: ['name', 'username'] },
  methodsChanged: { required: ['change'], optional: ['name', 'username', 'time'] },
  adminNotice: { required: ['person'], optional: ['name', 'by', 'time'] },
  helpRequest: { required: ['person'], optional: ['name', 'message', 'time'] },
  requestAnswered: { required: ['answer'], optional: ['name', 'time'] },
  testMail: { required: [], optional: ['name', 'time'] },
  resetLink: { required: ['link'], optional: ['name', 'username', 'by', 'time'] },
  reminder: { required: ['days'], optional: ['name', 'username', 'date'] },
} as const satisfies Record<
  string,
  { readonly required: readonly Placeholder[]; readonly optional: readonly Placeholder[] }
>
export type TemplateName = keyof typeof templatePlaceholders
export const templateNames = Object.keys(templatePlaceholders) as readonly TemplateName[]

export const templateLimits = { subject: 200, body: 10_000 } as const

type Value<P extends Placeholder> = (typeof kinds)[P] extends 'text' ? string : number
type NameOf<T extends TemplateName> =
  | (typeof templatePlaceholders)[T]['required'][number]
  | (typeof templatePlaceholders)[T]['optional'][number]
/** The values that a mail needs; times in milliseconds UTC. */
export type TemplateData<T extends TemplateName> = { readonly [P in NameOf<T>]: Value<P> }

export type TemplateText = { readonly subject: string; readonly body: string }
export type TemplateFaults = {
  /** Placeholders that this mail does not have, as typed. */
  readonly unknown: readonly string[]
  readonly missing: readonly string[]
  readonly isSubjectBad: boolean
  readonly isBodyBad: boolean
}

const placeholder = /\{\{([^{}]*)\}\}/g

/** The names that a template may use, the required ones first. */
export function placeholdersOf(template: TemplateName): readonly Placeholder[] {
  const { required, optional } = templatePlaceholders[template]
  return [...required, ...optional, 'organisation']
}

/** True for a code or link that is part of a longer word in the mail: inside another address it would be sent to the owner of that address. */
function isHidden(name: Placeholder, subject: string, body: string): boolean {
  if (name !== 'link' && name !== 'code') return false
  // A link in the subject can't be followed.
  if (name === 'link' && /\{\{\s*link\s*\}\}/.test(subject)) return true
  const uses = [...body.matchAll(new RegExp(`(\\S*)\\{\\{\\s*${name}\\s*\\}\\}(\\S*)`, 'g'))]
  return uses.length === 0 || uses.some(([, before = '', after = '']) => before !== '' || !/^[.,;:!?]?$/.test(after))
}

/** What is wrong with an edited template; null when it can be saved. */
export function templateFaults(template: TemplateName, { subject, body }: TemplateText): TemplateFaults | null {
  const allowed: readonly string[] = placeholdersOf(template)
  const text = `${subject}\n${body}`
  const used = [...text.matchAll(placeholder)].map(([, name = '']) => name.trim())
  const rest = text.replace(placeholder, '').match(/\{\{[^\n]{0,40}|\}\}/g) ?? []
  const unknown = [...new Set([...used.filter((name) => !allowed.includes(name)), ...rest])]
  const missing = templatePlaceholders[template].required.filter(
    (name) => !used.includes(name) || isHidden(name, subject, body),
  )
  const isSubjectBad = subject.trim() === '' || checkPersonText(subject, templateLimits.subject) !== null
  const isBodyBad = body.trim() === '' || checkPersonText(body, templateLimits.body, { allowNewline: true }) !== null
  const isGood = unknown.length === 0 && missing.length === 0 && !isSubjectBad && !isBodyBad
  return isGood ? null : { unknown, missing, isSubjectBad, isBodyBad }
}

/** The form in which the placeholder's value is written. */
export function kindOf(name: Placeholder): PlaceholderKind {
  return kinds[name]
}

/** Replaces placeholders by values in one pass, so that a value that looks like a placeholder stays as it is. */
export function fillTemplate(text: string, value: (name: Placeholder) => string): string {
  return text.replace(placeholder, (whole, name: string) => {
    const known = Object.keys(kinds).find((one) => one === name.trim()) as Placeholder | undefined
    return known === undefined ? whole : value(known)
  })
}
