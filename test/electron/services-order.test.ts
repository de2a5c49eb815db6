import { readFileSync } from 'node:fs'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

function* within(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* within(child)
}

/** Names that a pattern binds: `a`, `{ a, b: c }`. */
const bound = (pattern: Node): readonly string[] =>
  pattern.type === 'Identifier'
    ? [pattern.name as string]
    : ((pattern.properties as Node[] | undefined) ?? []).flatMap((one) => bound(one.value as Node))

/** The names that the function builds from top to bottom, and what its statements mention before it is built, in closures too. */
function builtLater(source: string, functionName: string): readonly string[] {
  const program = parseSync('services.ts', source).program as unknown as Node
  const found = [...within(program)].find(
    (node) => node.type === 'FunctionDeclaration' && (node.id as Node).name === functionName,
  )
  if (found === undefined) throw new Error(`${functionName} is not there.`)
  const statements = (found.body as Node).body as Node[]
  const builtAt = new Map<string, number>()
  for (const statement of statements)
    if (statement.type === 'VariableDeclaration')
      for (const one of statement.declarations as Node[])
        for (const name of bound(one.id as Node)) builtAt.set(name, statement.start)
  const isName = (node: Node, parent: Node) =>
    node.type === 'Identifier' &&
    !(parent.type === 'MemberExpression' && parent.property === node && parent.computed === false) &&
    !(parent.type === 'Property' && parent.key === node && parent.shorthand === false)
  const mentions = (statement: Node): readonly string[] =>
    [...within(statement)].flatMap((parent) =>
      Object.values(parent)
        .flat()
        .filter(isNode)
        .filter((node) => isName(node, parent))
        .map((node) => node.name as string),
    )
  return statements.flatMap((statement) =>
    mentions(statement).filter((name) => (builtAt.get(name) ?? Number.NEGATIVE_INFINITY) > statement.start),
  )
}

const services = new URL('../../electron/services.ts', import.meta.url)

it('services are built from top to bottom: nothing there mentions what is built below it, not even in a function for later', () => {
  const source = readFileSync(services, 'utf8')
  expect(source.match(/^ {2}const /gm)?.length).toBeGreaterThan(60)
  expect(builtLater(source, 'createServices')).toEqual([])
})

it('and each dependency is named, because a spread would hide which service needs it', () => {
  expect(readFileSync(services, 'utf8').match(/^ +\.\.\.(?!slices,)/gm)).toBeNull()
})

it.each([
  ['a function for later', 'function f() { const a = () => b; const b = 1 }', ['b']],
  ['a part of what is built later', 'function f() { const a = { now: () => b.now() }; const { b } = g() }', ['b']],
  ['only names that come above', 'function f() { const b = 1; const a = { b, c: () => x.a } }', []],
])('%s', (_, source, later) => {
  expect(builtLater(source, 'f')).toEqual(later)
})
