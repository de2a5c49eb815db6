import { parseSync } from 'vite'

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>

export type Import = { readonly specifier: string; readonly isType: boolean; readonly names: readonly string[] }
export type SourceFile = {
  readonly path: string
  readonly imports: readonly Import[]
  readonly hasDefaultExport: boolean
  readonly hasEnum: boolean
  /** Calls as written, such as `console.log`. */
  readonly calls: readonly string[]
  /** Names of properties that are read of something, by a dot, by an index or by taking them out of it. */
  readonly reads: readonly string[]
  /** Texts in quotation marks. */
  readonly texts: readonly string[]
}

/** Reads a TypeScript or JavaScript file as its syntax tree, by the parser that also builds the product. */
export function readSourceFile(path: string, source: string): SourceFile {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const nodes = [...walk(program as unknown as Node)]
  return {
    path,
    imports: nodes.flatMap(importsOf),
    hasDefaultExport: nodes.some((node) => node.type === 'ExportDefaultDeclaration' || exportsDefault(node)),
    hasEnum: nodes.some(({ type }) => type === 'TSEnumDeclaration'),
    calls: nodes.filter(({ type }) => type === 'CallExpression').map((node) => calleeOf(node.callee as Node, source)),
    reads: nodes.flatMap(readsOf),
    texts: nodes.flatMap(({ type, value }) => (type === 'Literal' && typeof value === 'string' ? [value] : [])),
  }
}

function readsOf(node: Node): readonly string[] {
  const nameOf = (one: Node) => [one.name ?? one.value].filter((name) => typeof name === 'string')
  if (node.type === 'MemberExpression') return nameOf(node.property as Node)
  if (node.type !== 'ObjectPattern') return []
  return (node.properties as readonly Node[]).flatMap(({ key }) => (key ? nameOf(key as Node) : []))
}

function* walk(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof child.type === 'string') yield* walk(child as Node)
    }
  }
}

function importsOf(node: Node): readonly Import[] {
  const source = node.source as Node | null | undefined
  if (!source || typeof source.value !== 'string') return []
  const specifiers = (node.specifiers ?? []) as readonly Node[]
  const kindOf = (one: Node) => one.importKind ?? one.exportKind
  const isType = kindOf(node) === 'type' || (specifiers.length > 0 && specifiers.every((one) => kindOf(one) === 'type'))
  const isTypeQuery = node.type === 'TSImportType'
  const names = specifiers.map((one) => String((one.imported as Node | undefined)?.name ?? '*'))
  return [{ specifier: source.value, isType: isType || isTypeQuery, names }]
}

function exportsDefault(node: Node): boolean {
  const exported = node.type === 'ExportSpecifier' ? (node.exported as Node) : null
  return exported?.name === 'default'
}

function calleeOf(callee: Node, source: string): string {
  return source.slice(callee.start, callee.end).replace(/\s/g, '')
}
