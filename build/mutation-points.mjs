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
// Nodes that add a type to the expression inside them.
const expressions = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])

/**
 * Every place of a TypeScript source where one small change alters what it does: `{ start, end, was, becomes, kind, whole, form }`, offsets in the
 * text; `whole` and `form` say what `instrument` puts a switch around. Types and imports are left alone. Kinds in `mayBreakTypes` need the
 * compiler's word before a test's.
 */
export function mutationPoints(path, source) {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`)
  const points = []
  const add = (kind, { start, end }, becomes, whole = { start, end }, form = 'expression') =>
    points.push({ kind, start, end, was: source.slice(start, end), becomes, whole, form })
  const text = ({ start, end }) => source.slice(start, end)
  for (const { node, parent, grandparent } of walk(program)) {
    if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression' || node.type === 'AssignmentExpression') {
      const { left, right, operator } = node
      const between = operatorOf(source, left, right, operator)
      if (swapped[operator] && !(operator === '+' && (isText(left) || isText(right)))) {
        add('operator', between, swapped[operator], range(node), formOf(node, parent, grandparent))
      }
    }
    if (branches.has(node.type) && !hasOwnPoint(node.test)) add('condition', node.test, `!(${text(node.test)})`)
    if (node.type === 'UnaryExpression' && node.operator === '!') add('condition', node, text(node.argument))
    if (node.type === 'IfStatement' && !node.alternate && isEarlyExit(node.consequent)) {
      add('early exit', node, ';', range(node), 'statement')
    }
    if (node.type === 'ThrowStatement' && parent?.type === 'BlockStatement') {
      add('removed', node, ';', range(node), 'statement')
    }
    if (node.type === 'ExpressionStatement' && isCall(node.expression)) {
      add('removed', node, ';', range(node), 'statement')
    }
    if (node.type === 'Literal') {
      const isKey = parent?.type === 'Property' && parent.key === node && !parent.computed
      for (const becomes of otherLiterals(node, parent)) {
        add('literal', node, becomes, range(node), isKey ? 'key' : 'expression')
      }
    }
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !node.callee.computed) {
      const name = node.callee.property
      const whole = { start: node.callee.object.end, end: name.end }
      if (opposite.has(name.name)) add('call', name, opposite.get(name.name), whole, 'member')
    }
  }
  return points.sort((a, b) => a.start - b.start || a.end - b.end)
}

/**
 * True where a change may not compile: only changed comparisons, sums and numbers surely do; every other change may narrow a type that a
 * later line needs.
 */
export function mayBreakTypes({ kind, was }) {
  return !(kind === 'call' || (kind === 'operator' && order.has(was)) || (kind === 'literal' && /^\d/.test(was)))
}

/** The text with one point changed. */
export function mutate(source, { start, end, becomes }) {
  return source.slice(0, start) + becomes + source.slice(end)
}

// All changes stand in the text at once and one number says which is on, so that Keydesk need not be loaded anew for each.
const switchText =
  'function __isOn(id) { const g = globalThis; ' +
  "g.__change ??= Number(typeof process === 'undefined' ? 0 : (process.env.KEYDESK_CHANGE ?? 0)); " +
  'if (g.__change < 0) (g.__met ??= new Set()).add(id); return g.__change === id } '

/**
 * The text with every given point behind a switch: `KEYDESK_CHANGE` holds the `id` of the change that is on, 0 for none, or -1 to note in
 * `globalThis.__met` which places are reached. The lines stay where they were.
 */
export function instrument(source, points) {
  const outerFirst = [...points].sort((a, b) => a.whole.start - b.whole.start || b.whole.end - a.whole.end)
  return switchText + withSwitches(source, { start: 0, end: source.length }, outerFirst)
}

function withSwitches(source, { start, end }, points) {
  let text = ''
  let at = start
  for (let next = 0; next < points.length; ) {
    const point = points[next]
    let after = next + 1
    while (after < points.length && points[after].whole.end <= point.whole.end) after += 1
    const inside = withSwitches(source, point.whole, points.slice(next + 1, after))
    text += source.slice(at, point.whole.start) + withSwitch(source, point, inside)
    at = point.whole.end
    next = after
  }
  return text + source.slice(at, end)
}

function withSwitch(source, { id, start, end, was, becomes, whole, form }, unchanged) {
  const changed = source.slice(whole.start, start) + becomes + source.slice(end, whole.end)
  if (form === 'statement') return `{ if (!__isOn(${id})) ${unchanged} }`
  if (form === 'key') return `[__isOn(${id}) ? ${changed} : ${unchanged}]`
  if (form === 'member') {
    const [, before, dot] = /^(.*?)(\?\.|\.)\s*$/s.exec(source.slice(whole.start, start))
    return `${before}${dot === '?.' ? dot : ''}[__isOn(${id}) ? '${becomes}' : '${was}']`
  }
  // Without the semicolon a line that begins with a bracket would continue the line before it.
  return `${form === 'first' ? ';' : ''}(__isOn(${id}) ? ${changed} : ${unchanged})`
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

/** A generator of pseudo-random numbers from 0 to 1; the same seed gives the same numbers (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function* walk(node, parent = null, grandparent = null) {
  if (node.type.startsWith('TS') && !expressions.has(node.type)) return
  if (node.type === 'ImportDeclaration') return
  yield { node, parent, grandparent }
  for (const [key, value] of Object.entries(node)) {
    if (key === 'typeAnnotation') continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') yield* walk(child, node, parent)
    }
  }
}

function operatorOf(source, left, right, operator) {
  const start = source.indexOf(operator, left.end)
  return start < right.start ? { start, end: start + operator.length } : { start: left.end, end: left.end }
}

const range = ({ start, end }) => ({ start, end })
const blocks = new Set(['BlockStatement', 'Program', 'SwitchCase'])
const formOf = (node, parent, grandparent) =>
  parent?.type === 'ExpressionStatement' && parent.start === node.start && blocks.has(grandparent?.type)
    ? 'first'
    : 'expression'
/** True for a condition that another change negates already, by its operator: negating the whole would be the same change again. */
const hasOwnPoint = ({ type, operator }) =>
  type === 'UnaryExpression' || (type === 'BinaryExpression' && /^[!=]==$/.test(operator))
const isText = ({ type, value }) => type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string')
const isCall = ({ type, argument }) =>
  type === 'CallExpression' || (type === 'AwaitExpression' && argument.type === 'CallExpression')

/** True for a branch that only returns, throws, continues or breaks. */
function isEarlyExit(node) {
  const only = node.type === 'BlockStatement' && node.body.length === 1 ? node.body[0] : node
  return ['ReturnStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement'].includes(only.type)
}

function otherLiterals({ value, raw }, parent) {
  if (typeof value === 'boolean') return [String(!value)]
  // A large number is doubled, because no test can tell one millisecond more; a small one grows by one.
  if (typeof value === 'number' && Number.isInteger(value)) return value > 1000 ? [`(2 * ${raw})`] : [String(value + 1)]
  const decides = parent?.type === 'BinaryExpression' && /^[!=]==$/.test(parent.operator)
  return typeof value === 'string' && value !== '' && decides ? ["''"] : []
}
