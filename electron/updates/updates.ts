import { DomainError } from '../../shared/errors.ts'
import { isNewerVersion, sourceFault } from '../../shared/rules/update-source.ts'
import { type UpdateCheck, type UpdateSource, updateSource, type updatesContract } from '../../shared/updates.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import { type LookOptions, readManifest } from './update-manifest.ts'

export type UpdatesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly twoPerson: TwoPerson
  readonly version: string
  readonly options?: Partial<LookOptions> | undefined
}

const off: UpdateSource = { kind: 'off' }
/** Milliseconds that a place has to answer. */
const usualPatience = 10_000

/** Looks for a newer version where an admin has said, when an admin asks, and never by itself. */
export function createUpdates({ db, audit, twoPerson, version, options = {} }: UpdatesDeps) {
  const get = db.sql.prepare<[], string>("SELECT value FROM settings WHERE name = 'updates'").pluck()
  const put = db.sql.prepare(
    `INSERT INTO settings VALUES ('updates', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )
  const look = { patience: usualPatience, ...options }

  function source(): UpdateSource {
    const text = get.get()
    const read = text === undefined ? null : updateSource.safeParse(JSON.parse(text))
    return read?.success ? read.data : off
  }

  function save(next: UpdateSource, call: Call): void {
    const fault = sourceFault(next, process.platform === 'win32')
    const field = next.kind === 'folder' ? 'updateFolder' : 'updateAddress'
    if (fault !== null) throw new DomainError('FIELD_INVALID', { field, reason: fault })
    const setting = `${placeOf(source())} → ${placeOf(next)}`
    db.transaction(() => {
      // A second admin must agree, because what is found there is shown to all of them as a newer Keydesk.
      const twoPersonDetail = twoPerson.mustHaveSecondAdmin(call, {
        about: null,
        facts: [{ name: 'setting', value: setting }],
      })
      put.run(JSON.stringify(next))
      audit.append({ action: 'Set update source.', detail: { updateSource: setting, ...twoPersonDetail } }, call)
    })
  }

  let looking: { readonly place: string; readonly answer: Promise<UpdateCheck> } | null = null

  /** Whoever asks while a place is being asked gets the same answer. */
  async function check(): Promise<UpdateCheck> {
    const place = JSON.stringify(source())
    if (looking?.place === place) return looking.answer
    const mine = { place, answer: lookOnce() }
    looking = mine
    try {
      return await mine.answer
    } finally {
      if (looking === mine) looking = null
    }
  }

  async function lookOnce(): Promise<UpdateCheck> {
    const place = source()
    if (place.kind === 'off') return { state: 'off' }
    // Judged again, because the store may have come from another system.
    if (sourceFault(place, process.platform === 'win32') !== null) return { state: 'failed', fault: 'invalid' }
    const found = await readManifest(place, look)
    if (typeof found === 'string') return { state: 'failed', fault: found }
    if (!isNewerVersion(found.version, version)) return { state: 'newest' }
    const where = place.kind === 'folder' ? place.path : new URL('.', place.url).href
    return { state: 'newer', version: found.version, where, files: found.files }
  }

  const service: Implements<typeof updatesContract> = {
    get: () => ({ source: source() }),
    save: ({ source: next }, call) => {
      save(next, call)
      return {}
    },
    check,
  }
  return service
}

function placeOf(source: UpdateSource): string {
  if (source.kind === 'off') return 'off'
  return source.kind === 'folder' ? source.path : source.url
}
