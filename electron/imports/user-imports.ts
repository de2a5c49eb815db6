import { DomainError, isDomainError } from '../../shared/errors.ts'
import { type ImportId, type UserId, userId } from '../../shared/ids.ts'
import type { ImportPreview, importsContract } from '../../shared/imports.ts'
import type { ImportedUser } from '../../shared/rules/files/user-file.ts'
import type { Audit } from '../audit/audit.ts'
import type { Reach } from '../groups/reach.ts'
import type { Implements, SignedInCall } from '../rpc/call.ts'
import { usersFormat } from './import-file.ts'
import { createStagedFiles, type StagedFile, type StagedFilesDeps } from './staged-files.ts'
import { createUserImportsStore } from './user-imports-store.ts'

export type UserImportsDeps = StagedFilesDeps & { readonly audit: Audit; readonly reach: Pick<Reach, 'mustNotMove'> }
type Input = { readonly importId: ImportId }
type Operations = 'startUsers' | 'uploadUsers' | 'previewUsers' | 'importUsers' | 'cancelUsers'

/** Imports of new people: the good rows of a file become users. */
export function createUserImports(deps: UserImportsDeps) {
  const store = createUserImportsStore(deps.db.sql)
  const files = createStagedFiles<ImportedUser, ImportPreview>(deps, {
    format: usersFormat,
    addRow: store.addRow,
    settle: function* (id, call) {
      for (const { line, username } of store.existing(id)) {
        store.dropRow(id, username)
        yield { line, username, reason: 'existsAlready' }
      }
      for (const { line, username } of store.ofDepartments(id, departmentsOutOfReach(id, call))) {
        store.dropRow(id, username)
        yield { line, username, reason: 'departmentDecides' }
      }
    },
    previewOf: (id, facts) => ({
      ...facts,
      good: store.count(id),
      blocked: store.countBlocked(id),
      sample: store.sample(id),
    }),
    drop: store.drop,
  })

  /** The departments in the file into which this admin may bring nobody. */
  function departmentsOutOfReach(id: string, call: SignedInCall): readonly string[] {
    return store.departments(id).filter((department) => {
      try {
        deps.reach.mustNotMove('', department, call)
        return false
      } catch (error) {
        if (isDomainError(error, 'GROUP_LIMITS_ROLE')) return true
        throw error
      }
    })
  }

  function mustBeAsShown(id: string, good: number, call: SignedInCall): void {
    // Somebody else has added one of these people, or limited a role, since the preview, so that the preview is shown again.
    if (store.existing(id).length > 0 || departmentsOutOfReach(id, call).length > 0)
      throw new DomainError('IMPORT_CHANGED')
    if (good === 0) throw new DomainError('NOTHING_SELECTED')
  }

  function copy(
    { id, fileName, problemCount }: StagedFile,
    good: number,
    call: SignedInCall,
  ): { imported: number; first: UserId } {
    mustBeAsShown(id, good, call)
    const blocked = store.countBlocked(id)
    const { changes, lastInsertRowid } = store.copy(id, deps.now(), call.actor.id)
    const last = Number(lastInsertRowid)
    const first = userId.parse(last - changes + 1)
    const detail = {
      users: String(changes),
      ...(blocked > 0 ? { blocked: String(blocked) } : {}),
      leftOut: String(problemCount),
      ids: `${first}–${last}`,
    }
    deps.audit.append({ action: 'Import users.', target: { id: null, name: fileName }, detail }, call)
    return { imported: changes, first }
  }

  /** Whether a file brings people into departments for which `isRelevant` is true. Refuses what importing the file would refuse. */
  function bringsInto(input: Input, isRelevant: (department: string) => boolean, call: SignedInCall): boolean {
    return files.look(input, call, ({ id }, { good }) => {
      if (!store.departments(id).some(isRelevant)) return false
      mustBeAsShown(id, good, call)
      return true
    })
  }

  const service: Pick<Implements<typeof importsContract>, Operations> = {
    startUsers: files.start,
    uploadUsers: files.upload,
    previewUsers: files.preview,
    importUsers: (input, call) => files.use(input, call, (file, { good }) => copy(file, good, call)),
    cancelUsers: files.cancel,
  }
  return { ...service, bringsInto }
}
