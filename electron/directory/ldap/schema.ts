import type { Session } from './connection.ts'
import { textOf, textsOf } from './entry-values.ts'

/** What entries may have and must have (RFC 4512, 4.1); names are compared without case. */
export type Schema = {
  /** Whether an entry of these classes can have an attribute. */
  readonly allows: (classes: readonly string[], attribute: string) => boolean
  readonly needs: (classes: readonly string[], attribute: string) => boolean
  /** Whether values of an attribute can have these characters. */
  readonly takes: (attribute: string, value: string) => boolean
}

type Class = { readonly above: readonly string[]; readonly must: readonly string[]; readonly may: readonly string[] }
type AttributeType = { readonly above: string | null; readonly syntax: string | null }

/** Characters that a syntax takes (RFC 4517, 3.3): those of ASCII, and those that can be printed everywhere. */
const ascii = /^[\p{ASCII}]*$/u
const printable = /^[A-Za-z0-9'()+,\-./:? =]+$/
const syntaxes: Readonly<Record<string, RegExp>> = {
  '1.3.6.1.4.1.1466.115.121.1.26': ascii,
  '1.3.6.1.4.1.1466.115.121.1.22': printable,
  '1.3.6.1.4.1.1466.115.121.1.44': printable,
  '1.3.6.1.4.1.1466.115.121.1.50': printable,
}

/** The schema of a server; null where Keydesk's account can't read it. */
export async function readSchema(session: Session): Promise<Schema | null> {
  const [root] = await session.search('', { scope: 'base', attributes: ['subschemaSubentry'] })
  const name = root && textOf(root, 'subschemaSubentry')
  if (name == null) return null
  const attributes = ['objectClasses', 'attributeTypes']
  const [entry] = await session.search(name, { scope: 'base', attributes, filter: '(objectClass=subschema)' })
  const classes = entry === undefined ? [] : textsOf(entry, 'objectClasses')
  return entry === undefined || classes.length === 0 ? null : schemaOf(classes, textsOf(entry, 'attributeTypes'))
}

/** Reads the descriptions of classes and of attributes as a server gives them. */
export function schemaOf(classTexts: readonly string[], attributeTexts: readonly string[]): Schema {
  const classes = new Map<string, Class>()
  for (const text of classTexts) {
    const part = partsOf(text)
    for (const name of part('NAME')) classes.set(name, { above: part('SUP'), must: part('MUST'), may: part('MAY') })
  }
  const types = new Map<string, AttributeType>()
  const names = new Map<string, string>()
  for (const text of attributeTexts) {
    const part = partsOf(text)
    const [first = '', ...others] = part('NAME')
    types.set(first, { above: part('SUP')[0] ?? null, syntax: part('SYNTAX')[0]?.replace(/\{\d+\}$/, '') ?? null })
    for (const name of [first, ...others]) names.set(name, first)
  }
  // An attribute has several names, such as `sn` and `surname`.
  const known = (attribute: string) => names.get(attribute.toLowerCase()) ?? attribute.toLowerCase()

  function has(held: readonly string[], attribute: string, kinds: readonly ('must' | 'may')[]): boolean {
    const wanted = known(attribute)
    const seen = new Set<string>()
    const left = held.map((name) => name.toLowerCase())
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const found = seen.has(name) ? undefined : classes.get(name)
      seen.add(name)
      if (found === undefined) continue
      if (kinds.some((kind) => found[kind].some((one) => known(one) === wanted))) return true
      left.push(...found.above)
    }
    return false
  }

  function syntaxOf(attribute: string): string | null {
    const seen = new Set<string>()
    for (let name: string | null = known(attribute); name !== null && !seen.has(name); ) {
      seen.add(name)
      const type: AttributeType | undefined = types.get(name)
      if (type?.syntax != null) return type.syntax
      name = type?.above == null ? null : known(type.above)
    }
    return null
  }

  return {
    allows: (held, attribute) => isOfEverything(held) || has(held, attribute, ['must', 'may']),
    needs: (held, attribute) => has(held, attribute, ['must']),
    takes: (attribute, value) => value === '' || (syntaxes[syntaxOf(attribute) ?? '']?.test(value) ?? true),
  }
}

/** A class whose entries may have every attribute (RFC 4512, 4.3). */
const isOfEverything = (held: readonly string[]) => held.some((name) => name.toLowerCase() === 'extensibleobject')

/** The parts of a description (RFC 4512, 4.1.1), each one word or a list of words, in lower case. */
function partsOf(text: string): (part: string) => readonly string[] {
  // The words of a human being may look like anything.
  const bare = text.replace(/\bDESC\s+'[^']*'/, '')
  return (part) => {
    const found = new RegExp(`\\s${part}\\s+(?:\\(([^)]*)\\)|([^\\s()]+))`).exec(bare)
    const words = found?.[1] ?? found?.[2] ?? ''
    return words
      .split(/[\s$]+/)
      .map((word) => word.replace(/^'|'$/g, '').toLowerCase())
      .filter((word) => word !== '')
  }
}
