import { DomainError } from '../../shared/errors.ts'
import type { ImportId } from '../../shared/ids.ts'
import type { ContactPreview, importsContract } from '../../shared/imports.ts'
import type { ImportedContact } from '../../shared/rules/files/user-file.ts'
import { contactFileValues } from '../../shared/rules/files/user-file-headings.ts'
import type { Audit } from '../audit/audit.ts'
import type { Events } from '../events/events.ts'
import type { Actor, Implements, SignedInCall } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'
import { type ContactChange, createContactImportsStore } from './contact-imports-store.ts'
import { contactsFormat } from './import-file.ts'
import { createStagedFiles, type StagedFile, type StagedFilesDeps } from './staged-files.ts'

export type ContactImportsDeps = StagedFilesDeps & {
  readonly audit: Audit
  readonly events: Events
  readonly stored: (id: number) => StoredUser | null
  /** Whether this admin may edit somebody. */
  readonly reaches: (actor: Actor, target: Pick<StoredUser, 'id' | 'roles'>) => boolean
}
type Operations = 'startContacts' | 'uploadContacts' | 'previewContacts' | 'importContacts' | 'cancelContacts'

/** Imports of contact information for existing people: the good rows change those people whom the admin may change. */
export function createContactImports(deps: ContactImportsDeps): Pick<Implements<typeof importsContract>, Operations> {
  const store = createContactImportsStore(deps.db.sql)
  const files = createStagedFiles<ImportedContact, ContactPreview>(deps, {
    format: contactsFormat,
    addRow: store.addRow,
    settle: function* (id, call) {
      for (const { line, username } of store.inDirectory(id)) {
        store.dropRow(id, username)
        yield { line, username, reason: 'inDirectory' }
      }
      for (const { line, username } of store.unknown(id)) {
        store.dropRow(id, username)
        yield { line, username, reason: 'unknownUser' }
      }
      for (const { line, username } of outOfReach(id, call)) {
        store.dropRow(id, username)
        yield { line, username, reason: 'notAllowed' }
      }
    },
    previewOf: (id, facts) => ({ ...facts, good: store.count(id), ...store.tally(id), sample: store.sample(id) }),
    drop: store.drop,
  })

  function outOfReach(id: ImportId, call: SignedInCall) {
    const roles = store.rolesOf(id)
    const actor = call.actor
    return store.placed(id).filter((user) => !deps.reaches(actor, { id: user.id, roles: roles.get(user.id) ?? [] }))
  }

  function change({ id, fileName, problemCount }: StagedFile, preview: ContactPreview, call: SignedInCall) {
    const { changing, cleared } = store.tally(id)
    const isSame = changing === preview.changing && cleared === preview.cleared
    // Somebody was deleted, or got a role or other contact information since the preview, so that it is shown again.
    if (!isSame || store.unknown(id).length > 0 || outOfReach(id, call).length > 0) {
      throw new DomainError('IMPORT_CHANGED')
    }
    if (changing === 0) throw new DomainError('NOTHING_SELECTED')
    const changes = store.changes(id)
    const actor = call.actor
    for (const { id: userId, after } of changes) {
      const own = userId === actor.id ? deps.stored(userId) : null
      if (own !== null) deps.events.raise('ownContactChanges', { before: own, after }, call)
      store.update(userId, after, actor.id)
    }
    const detail = {
      users: String(changing),
      unchanged: String(preview.good - changing),
      leftOut: String(problemCount),
      fields: fieldsOf(changes).join(', '),
      ids: idRanges(changes),
    }
    deps.audit.append({ action: 'Import contact information.', target: { id: null, name: fileName }, detail }, call)
    return { changed: changing }
  }

  return {
    startContacts: files.start,
    uploadContacts: files.upload,
    previewContacts: files.preview,
    importContacts: (input, call) => files.use(input, call, (file, preview) => change(file, preview, call)),
    cancelContacts: files.cancel,
  }
}

function fieldsOf(changes: readonly ContactChange[]): readonly string[] {
  return contactFileValues.filter((field) => changes.some(({ before, after }) => before[field] !== after[field]))
}

/** Ascending ids in a short form: `2–40 51`. */
function idRanges(changes: readonly ContactChange[]): string {
  const ranges: { from: number; to: number }[] = []
  for (const { id } of changes) {
    const last = ranges.at(-1)
    if (last !== undefined && last.to + 1 === id) last.to = id
    else ranges.push({ from: id, to: id })
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)).join(' ')
}
