import { DomainError } from '../../shared/errors.ts'
import type { mailContract } from '../../shared/mail.ts'
import type { RequestFact } from '../../shared/requests.ts'
import { templateFaults } from '../../shared/rules/mail-template.ts'
import { cutText } from '../../shared/rules/text/cut-text.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { Detail, TwoPerson } from '../two-person/two-person.ts'
import { renderMail } from './render.ts'
import { exampleData, type Templates } from './templates.ts'

export type TemplateOperationsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly twoPerson: Pick<TwoPerson, 'mustHaveSecondAdmin'>
  readonly now: () => number
  readonly organisation: () => string
  readonly templates: Templates
  /** The sender as a reader sees it. */
  readonly from: () => string
}
type Operations = Pick<Implements<typeof mailContract>, 'templates' | 'saveTemplate' | 'resetTemplate' | 'preview'>
type Input<K extends keyof Operations> = Parameters<Operations[K]>[0]

function checkTemplate({ template, subject, body }: Input<'preview'>): void {
  const faults = templateFaults(template, { subject, body })
  if (faults === null) return
  if (faults.isSubjectBad) throw new DomainError('FIELD_INVALID', { field: 'subject', reason: 'invalid' })
  if (faults.isBodyBad) throw new DomainError('FIELD_INVALID', { field: 'body', reason: 'invalid' })
  throw new DomainError('MAIL_TEMPLATE', { unknown: faults.unknown.slice(0, 20), missing: faults.missing })
}

/** The facts for a second admin: the whole text of the mail, in pieces that fit into a fact. */
function factsOf({ template, language, subject, body }: Input<'saveTemplate'>): readonly RequestFact[] {
  const pieces: string[] = []
  for (let rest = body; rest !== ''; ) {
    // A single character may be longer than a piece.
    const piece = cutText(rest, pieceLength) || rest.slice(0, pieceLength)
    pieces.push(piece)
    rest = rest.slice(piece.length)
  }
  const which = [
    { name: 'template', value: template },
    { name: 'language', value: language },
    { name: 'subject', value: subject },
  ] as const
  return [...which, ...pieces.map((value) => ({ name: 'body', value }) as const)]
}
/** The longest piece in units of UTF-16, which ends with a whole character. */
const pieceLength = 2000

/** The operations by which an admin changes the texts of the mails. */
export function createTemplateOperations(deps: TemplateOperationsDeps): Operations {
  const { templates } = deps

  /** Changes one template, with an audit entry that does not hold the text. */
  function edit({ template, language }: Input<'resetTemplate'>, call: Call, work: () => Detail) {
    deps.db.transaction(() => {
      const detail = { language, ...work() }
      deps.audit.append({ action: 'Update mail template.', target: { id: null, name: template }, detail }, call)
    })
    return { template: templates.one(template, language) }
  }

  function preview(input: Input<'preview'>) {
    checkTemplate(input)
    const context = { language: input.language, organisation: deps.organisation() }
    const { subject, text } = renderMail(input, exampleData(input.template, deps.now()), context)
    return { from: deps.from(), subject, text }
  }

  return {
    templates: () => ({ templates: templates.all() }),
    saveTemplate: (input, call) => {
      const { template, language, subject, body } = input
      checkTemplate(input)
      return edit(input, call, () => {
        const twoPersonDetail = templates.isShipped(template, language, { subject, body })
          ? {}
          : deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: factsOf(input) })
        templates.write(template, language, { subject, body })
        return twoPersonDetail
      })
    },
    resetTemplate: (input, call) =>
      edit(input, call, () => {
        templates.reset(input.template, input.language)
        return { isDefault: 'true' }
      }),
    preview,
  }
}
