import { parseSync } from 'vite'

const swapped = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '+=': '-=',
  '-=': '+=',
}
const opposite = new Map(Object.entries({ some: 'every', every: 'some', min: 'max', max: 'min' }))
const order = new Set(['<', '<=', '>', '>=', '+', '-', '*', '/', '+=', '-='])
const branches = new Set(['IfStatement', 'ConditionalExpression'])
// Wrappers that are types on the outside and an expression inside.
const expressions = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])

/**
 * Every place of a TypeScript source where one small change alters what it does: `{ start, end, was, becomes, kind }`, offsets in the text.
 * Types and imports are left alone. Kinds in `mayBreakTypes` need the compiler's word before a test's.
 */
export function mutationPoints(path, source) {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`)
  const points = []
  const add = (kind, { start, end }, becomes) =>
    points.push({ kind, start, end, was: source.slice(start, end), becomes })
  const text = ({ start, end }) => source.slice(start, end)
  for (const { node, parent } of walk(program)) {
    if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression' || node.type === 'AssignmentExpression') {
      const { left, right, operator } = node
      const between = operatorOf(source, left, right, operator)
      if (swapped[operator] && !(operator === '+' && (isText(left) || isText(right)))) {
        add('operator', between, swapped[operator])
      }
    }
    if (branches.has(node.type) && !hasOwnPoint(node.test)) add('condition', node.test, `!(${text(node.test)})`)
    if (node.type === 'UnaryExpression' && node.operator === '!') add('condition', node, text(node.argument))
    if (node.type === 'IfStatement' && !node.alternate && leaves(node.consequent)) add('early exit', node, ';')
    if (node.type === 'ThrowStatement' && parent?.type === 'BlockStatement') add('removed', node, ';')
    if (node.type === 'ExpressionStatement' && isCall(node.expression)) add('removed', node, ';')
    if (node.type === 'Literal') for (const becomes of otherLiterals(node, parent)) add('literal', node, becomes)
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !node.callee.computed) {
      const name = node.callee.property
      if (opposite.has(name.name)) add('call', name, opposite.get(name.name))
    }
  }
  return points.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** Only changed comparisons, sums and numbers are certain to compile; every other change may narrow a type that a later line needs. */
export function mayBreakTypes({ kind, was }) {
  return !(kind === 'call' || (kind === 'operator' && order.has(was)) || (kind === 'literal' && /^\d/.test(was)))
}

/** The text with one point changed. */
export function mutate(source, { start, end, becomes }) {
  return source.slice(0, start) + becomes + source.slice(end)
}

/** The lines of a point before and after the change, without the indent: they name a mutant even if its code moves within the file. */
export function namesOf(source, point) {
  const first = source.lastIndexOf('\n', point.start - 1) + 1
  const next = source.indexOf('\n', point.end)
  const last = next < 0 ? source.length : next
  const was = source.slice(first, last)
  const becomes = source.slice(first, point.start) + point.becomes + source.slice(point.end, last)
  const flat = (lines) => lines.trim().replace(/\s+/g, ' ')
  return { was: flat(was), becomes: flat(becomes), line: source.slice(0, point.start).split('\n').length }
}

/** Random numbers from 0 to 1 that a seed repeats (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function* walk(node, parent = null) {
  if (node.type.startsWith('TS') && !expressions.has(node.type)) return
  if (node.type === 'ImportDeclaration') return
  yield { node, parent }
  for (const [key, value] of Object.entries(node)) {
    if (key === 'typeAnnotation') continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') yield* walk(child, node)
    }
  }
}

function operatorOf(source, left, right, operator) {
  const start = source.indexOf(operator, left.end)
  return start < right.start ? { start, end: start + operator.length } : { start: left.end, end: left.end }
}

/** True where turning the operator already says the opposite. */
const hasOwnPoint = ({ type, operator }) =>
  type === 'UnaryExpression' || (type === 'BinaryExpression' && /^[!=]==$/.test(operator))
const isText = ({ type, value }) => type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string')
const isCall = ({ type, argument }) =>
  type === 'CallExpression' || (type === 'AwaitExpression' && argument.type === 'CallExpression')

/** True for a branch that does nothing but leave: return, throw, continue or break. */
function leaves(node) {
  const only = node.type === 'BlockStatement' && node.body.length === 1 ? node.body[0] : node
  return ['ReturnStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement'].includes(only.type)
}

function otherLiterals({ value, raw }, parent) {
  if (typeof value === 'boolean') return [String(!value)]
  // A large number is doubled, because no test can tell milliseconds from one more; a small one is changed by one.
  if (typeof value === 'number' && Number.isInteger(value)) return value > 1000 ? [`(2 * ${raw})`] : [String(value + 1)]
  const decides = parent?.type === 'BinaryExpression' && /^[!=]==$/.test(parent.operator)
  return typeof value === 'string' && value !== '' && decides ? ["''"] : []
}
