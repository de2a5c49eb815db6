import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync } from 'vite'
import { root } from './setup.mjs'

// Which room of the product imports which, as a graph that is small enough to look at. Imports of types are left out: they are gone when
// the product runs.

/** The worlds of the product, each a folder at the root, in the order in which they are drawn. */
export const worlds = ['renderer', 'shared', 'electron']
/** Drawn as a box of its own, although it is one file, because it builds every service. */
const composition = 'electron/services.ts'

/** Every source of the product with what it says: `path → text`, pages included, because a page names the script that it starts. */
export function readSources() {
  const sources = new Map()
  for (const world of worlds) {
    for (const entry of readdirSync(join(root, world), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(tsx?|html)$/.test(entry.name)) continue
      const path = join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/')
      sources.set(path, readFileSync(join(root, path), 'utf8'))
    }
  }
  return sources
}

/** The files of the project that a source imports by value. */
function valueImports(path, text) {
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`)
  const isValue = ({ entries }) => entries.length === 0 || entries.some((entry) => !entry.isType)
  const imported = module.staticImports.filter(isValue).map((one) => one.moduleRequest.value)
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.moduleRequest && !entry.isType ? [entry.moduleRequest.value] : [])),
  )
  const later = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1))
  return [...imported, ...passedOn, ...later]
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(path), name))
}

/**
 * Rooms and what they import: `{ rooms: name[], starts: name[], imports: Map<name, Set<name>> }`. A folder of a world is a room. The files
 * directly in shared/ are one room, the contract. The files directly in electron/ that nobody imports are one room, the programs; any other
 * file there counts as a part of the files that import it.
 */
export function roomsOf(sources) {
  const code = [...sources.keys()].filter((path) => !path.endsWith('.html')).sort()
  const targets = new Map(code.map((path) => [path, valueImports(path, sources.get(path))]))
  const imported = new Set([...targets.values()].flat())

  const roomOf = (path) => {
    const [world, folder, ...rest] = path.split('/')
    if (rest.length > 0) return `${world}/${folder}`
    if (world === 'shared') return 'shared/*.ts'
    if (path === composition) return path
    return imported.has(path) ? null : `${world}/(programs)`
  }
  const reached = (path, seen = new Set()) =>
    targets.get(path)?.flatMap((target) => {
      const room = roomOf(target)
      if (room !== null) return [room]
      if (seen.has(target)) return []
      return reached(target, seen.add(target))
    }) ?? []

  const imports = new Map()
  for (const path of code) {
    const room = roomOf(path)
    if (room === null) continue
    if (!imports.has(room)) imports.set(room, new Set())
    for (const other of reached(path)) if (other !== room) imports.get(room).add(other)
  }
  const pages = [...sources].filter(([path]) => path.endsWith('.html'))
  const started = pages.flatMap(([path, text]) =>
    [...text.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, name]) =>
      roomOf(posix.join(posix.dirname(path), name.replace(/^\//, './'))),
    ),
  )
  const programs = code.map(roomOf).filter((room) => room?.endsWith('/(programs)'))
  const files = code.filter((path) => roomOf(path)?.endsWith('/(programs)')).map((path) => posix.basename(path))
  return {
    rooms: [...imports.keys()].sort(),
    starts: [...new Set([...started, ...programs])],
    imports,
    programs: files,
  }
}

/**
 * The graph of one world as it is drawn: `{ boxes: { rooms, isStart }[], lines: [from, to][] }`, lines by the number of their box. A line is
 * left out where other lines lead the same way, except to the composition and among rooms that import each other. Rooms with the same lines
 * share a box.
 */
export function boxesOf(world, { rooms, starts, imports }) {
  const own = rooms.filter((room) => room.startsWith(`${world}/`))
  const next = new Map(own.map((room) => [room, [...imports.get(room)].filter((one) => one.startsWith(`${world}/`))]))
  const ways = new Map(own.map((room) => [room, reachable(room, next)]))
  const isRing = (a, b) => ways.get(a).has(b) && ways.get(b).has(a)
  const isSaid = (from, to) =>
    own.some((by) => !isRing(by, from) && !isRing(by, to) && ways.get(from).has(by) && ways.get(by).has(to))
  const drawn = own.flatMap((from) =>
    next
      .get(from)
      .filter((to) => to === composition || isRing(from, to) || !isSaid(from, to))
      .map((to) => [from, to]),
  )

  const kindOf = (room) => {
    const to = drawn.filter(([from]) => from === room).map(([, other]) => other)
    const from = drawn.filter(([, other]) => other === room).map(([other]) => other)
    return JSON.stringify([starts.includes(room) ? room : '', room === composition, to.sort(), from.sort()])
  }
  const kinds = [...new Set(own.map(kindOf))]
  const boxes = kinds.map((kind) => {
    const inside = own.filter((room) => kindOf(room) === kind)
    return { rooms: inside, isStart: inside.some((room) => starts.includes(room)) }
  })
  const boxOf = (room) => kinds.indexOf(kindOf(room))
  const lines = [...new Set(drawn.map(([from, to]) => `${boxOf(from)} ${boxOf(to)}`))].map((line) =>
    line.split(' ').map(Number),
  )
  return { boxes, lines: lines.filter(([from, to]) => from !== to) }
}

function reachable(start, next) {
  const seen = new Set()
  const open = [start]
  for (let room = open.pop(); room !== undefined; room = open.pop()) {
    for (const other of next.get(room) ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      open.push(other)
    }
  }
  return seen
}

/** Pairs of worlds, importer first, with at least one import between them. */
export function worldLines({ rooms, imports }) {
  const worldOf = (room) => room.split('/')[0]
  const pairs = rooms.flatMap((room) =>
    [...imports.get(room)].map((other) => [worldOf(room), worldOf(other)].join(' ')),
  )
  return [...new Set(pairs)]
    .map((pair) => pair.split(' '))
    .filter(([from, to]) => from !== to)
    .sort()
}
