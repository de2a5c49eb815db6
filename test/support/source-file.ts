import { parseSync } from 'vite'

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>

export type Import = { readonly specifier: string; readonly isType: boolean; readonly names: readonly string[] }
export type SourceFile = {
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** Each function with the line it starts on and how many lines are its own; a closure over several lines counts for itself. */
  readonly functions: readonly { readonly line: number; readonly ownLines: number }[]
  readonly hasDefaultExport: boolean
  readonly hasEnum: boolean
  /** Calls as written, such as `console.log`. */
  readonly calls: readonly string[]
}

/** Reads a TypeScript or JavaScript file as its syntax tree, by the parser that also builds the product. */
export function readSourceFile(path: string, source: string): SourceFile {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const lineAt = lineCounter(source)
  const nodes = [...walk(program as unknown as Node)]
  const functions = nodes.filter(isFunction)
  return {
    path,
    lines: source.replace(/\n$/, '').split('\n').length,
    imports: nodes.flatMap(importsOf),
    functions: functions.map((node) => ({ line: lineAt(node.start), ownLines: ownLines(node, functions, lineAt) })),
    hasDefaultExport: nodes.some((node) => node.type === 'ExportDefaultDeclaration' || exportsDefault(node)),
    hasEnum: nodes.some(({ type }) => type === 'TSEnumDeclaration'),
    calls: nodes.filter(({ type }) => type === 'CallExpression').map((node) => calleeOf(node.callee as Node, source)),
  }
}

function* walk(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof child.type === 'string') yield* walk(child as Node)
    }
  }
}

const functionTypes = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

function isFunction({ type }: Node): boolean {
  return functionTypes.includes(type)
}

function lineCounter(source: string): (offset: number) => number {
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1
}

/** Lines from the first to the last, without those that belong wholly to the functions directly inside. */
function ownLines(node: Node, functions: readonly Node[], lineAt: (offset: number) => number): number {
  const isInside = (inner: Node, outer: Node) => inner !== outer && inner.start >= outer.start && inner.end <= outer.end
  const inner = functions.filter((one) => isInside(one, node))
  const direct = inner.filter((one) => !inner.some((other) => isInside(one, other)))
  const span = ({ start, end }: Node) => lineAt(end) - lineAt(start)
  return direct.reduce((lines, one) => lines - span(one), span(node) + 1)
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
