import { checkPersonText } from './username.ts'

/** How a value is written into a mail: a moment and a date from milliseconds UTC, minutes and days with their unit. */
export type PlaceholderKind = 'text' | 'time' | 'date' | 'minutes' | 'days'

/** Everything that a template may ask for. A password is not among them, so that none can be mailed. */
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

/** What each mail knows beside the organisation's name; without the required ones it would say nothing. */
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
/** What somebody who sends this mail must know; moments in milliseconds UTC. */
export type TemplateData<T extends TemplateName> = { readonly [P in NameOf<T>]: Value<P> }

export type TemplateText = { readonly subject: string; readonly body: string }
export type TemplateFaults = {
  /** Placeholders that this mail does not know, as typed. */
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

/** True for a code or link that does not stand alone in the mail: as part of another address it would be told to whoever keeps that one. */
function isHidden(name: Placeholder, subject: string, body: string): boolean {
  if (name !== 'link' && name !== 'code') return false
  // In a subject a link can't be followed.
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

/** How the placeholder's value is written. */
export function kindOf(name: Placeholder): PlaceholderKind {
  return kinds[name]
}

/** Puts values into a text in one pass, so that a value that looks like a placeholder stays as it is. */
export function fillTemplate(text: string, value: (name: Placeholder) => string): string {
  return text.replace(placeholder, (whole, name: string) => {
    const known = Object.keys(kinds).find((one) => one === name.trim()) as Placeholder | undefined
    return known === undefined ? whole : value(known)
  })
}
