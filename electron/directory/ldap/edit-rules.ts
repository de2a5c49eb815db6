import { AndFilter, BerWriter, Control, type Filter, NotFilter, PresenceFilter } from 'ldapts'
import type { Session } from './connection.ts'
import { textsOf } from './entry-values.ts'
import { readSchema, type Schema } from './schema.ts'

const assertion = '1.3.6.1.1.12'
/** For how many milliseconds what a server says about itself is taken to be so. */
const rulesLast = 600_000

/** What a server says about writing entries: its schema, null where that can't be read, and whether a write can be tied to a condition. */
export type EditRules = { readonly schema: Schema | null; readonly hasAssertions: boolean }

/** Answers what a server says about itself, read now and then. */
export function createEditRules(now: () => number): (session: Session) => Promise<EditRules> {
  let known: { readonly rules: EditRules; readonly at: number } | null = null
  return async (session) => {
    const at = now()
    if (known !== null && Math.abs(at - known.at) < rulesLast) return known.rules
    const [root] = await session.search('', { scope: 'base', attributes: ['supportedControl'] })
    const hasAssertions = root !== undefined && textsOf(root, 'supportedControl').includes(assertion)
    const rules = { schema: await readSchema(session), hasAssertions }
    known = { rules, at }
    return rules
  }
}

/** Does a write only where a filter holds (RFC 4528). */
class Assertion extends Control {
  readonly #filter: Filter

  constructor(filter: Filter) {
    super(assertion, { critical: true })
    this.#filter = filter
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    this.#filter.write(value)
    writer.writeBuffer(value.buffer, 0x04)
  }
}

/** Lets a write pass only where the entry has no value of these attributes: two added at once would both stay. */
export const absent = (attributes: readonly string[]): Control =>
  new Assertion(
    new AndFilter({
      filters: attributes.map((attribute) => new NotFilter({ filter: new PresenceFilter({ attribute }) })),
    }),
  )
