import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, root, setUp } from './setup.mjs'

// `node build/draw-rooms.mjs` draws build/docs/rooms.svg anew from what the rooms import. A test fails while the stored picture differs
// from the imports.

const file = join(root, 'build/docs/rooms.svg')
const glosses = { renderer: 'the screens', shared: 'the contract', electron: 'the main process' }

// Sizes in pixels: a character and a row of the monospaced font, and the distances around boxes.
const character = 7.3
const row = 19
const padding = 12
const gapAcross = 26
const gapDown = 46
const title = 40
const width = 1360

/** The picture of the sources as SVG. */
export async function drawRooms(sources) {
  const { boxesOf, roomsOf, worldLines, worlds } = await import('./rooms.mjs')
  const graph = roomsOf(sources)
  const frames = []
  let top = 10
  for (const world of worlds) {
    const placed = place(boxesOf(world, graph), (room) => labelOf(room, world, graph.programs))
    const { boxes, lines } = placed
    const height = title + placed.height + 20
    frames.push({ world, top, height, boxes, lines })
    top += height + gapDown
  }
  const height = top - gapDown + 10
  const between = worldLines(graph).map(([from, to]) => {
    const [one, other] = [from, to].map((world) => frames.find((frame) => frame.world === world))
    const isDown = one.top < other.top
    return line([
      { x: 10 + width / 2, y: isDown ? one.top + one.height : one.top },
      { x: 10 + width / 2, y: isDown ? other.top : other.top + other.height },
    ])
  })
  return `${head(height)}${frames.map(frameText).join('')}${between.join('')}</svg>\n`
}

function labelOf(room, world, programs) {
  if (room.endsWith('/(programs)')) return programs
  const name = room.slice(world.length + 1)
  return [name.includes('.') ? name : `${name}/`]
}

// ── where everything stands

/** Boxes with their place in a frame, and lines as the points that they go through. */
function place({ boxes, lines }, labelsOf) {
  const sized = boxes.map(({ rooms, isStart }) => ({ isStart, ...columns(rooms.flatMap(labelsOf)) }))
  const both = new Set(lines.map(([from, to]) => `${from} ${to}`))
  const isPair = ([from, to]) => both.has(`${to} ${from}`)
  const down = downward(boxes, lines)
  const layers = layersOf(boxes.length, down)
  const nodes = sized.map((box, at) => ({ ...box, layer: layers[at], ups: [], downs: [] }))
  // Two boxes that import each other get one line, with an arrow at both ends.
  const downwardLines = lines.filter(([from, to]) => {
    const goesDown = down.some((one) => one[0] === from && one[1] === to)
    const comesBack = down.some((one) => one[0] === to && one[1] === from)
    return !isPair([from, to]) || goesDown || (!comesBack && from < to)
  })
  const chains = downwardLines.map((one) => {
    const [from, to] = layers[one[0]] <= layers[one[1]] ? one : [one[1], one[0]]
    const bends = []
    for (let layer = layers[from] + 1; layer < layers[to]; layer += 1) {
      nodes.push({ layer, width: 8, height: 0, isBend: true, ups: [], downs: [] })
      bends.push(nodes.length - 1)
    }
    const chain = [from, ...bends, to]
    for (const [at, node] of chain.slice(0, -1).entries()) {
      if (nodes[node].layer === nodes[chain[at + 1]].layer) continue
      nodes[node].downs.push(chain[at + 1])
      nodes[chain[at + 1]].ups.push(node)
    }
    return { chain, isBack: from !== one[0], isPair: isPair(one) }
  })
  const height = settle(nodes)
  const drawn = chains.map(({ chain, isBack, isPair }) => {
    const points = through(chain.map((at) => nodes[at]))
    return { points: isBack ? points.reverse() : points, isPair }
  })
  return { boxes: nodes.filter(({ isBend }) => !isBend), lines: drawn, height }
}

/** Lays names out in columns, so that a box with many names does not become too wide. */
function columns(names) {
  const count = names.length > 8 ? 3 : names.length > 3 ? 2 : 1
  const rows = Math.ceil(names.length / count)
  const cells = Array.from({ length: Math.ceil(names.length / rows) }, (_, at) =>
    names.slice(at * rows, (at + 1) * rows),
  )
  const widths = cells.map((cell) => Math.max(...cell.map(({ length }) => length)) * character)
  const wide = widths.reduce((sum, one) => sum + one, 0) + (cells.length - 1) * 16 + 2 * padding
  return { cells, widths, width: Math.round(wide), height: rows * row + padding }
}

/** The lines that are drawn downwards: all but those into a box where a program starts, and those that would close a circle. */
function downward(boxes, lines) {
  const downwardLines = []
  const leads = (from, to) => from === to || downwardLines.some((one) => one[0] === from && leads(one[1], to))
  for (const one of lines) {
    const isWayBack = boxes[one[1]].isStart || leads(one[1], one[0])
    if (!isWayBack) downwardLines.push(one)
  }
  return downwardLines
}

function layersOf(count, down) {
  const layers = Array.from({ length: count }, () => 0)
  for (let round = 0; round < count; round += 1)
    for (const [from, to] of down) layers[to] = Math.max(layers[to], layers[from] + 1)
  return layers
}

/** Sets `x`, the centre, and `y`, the top, of each node so that joined nodes stand near each other; returns the height of the whole picture. */
function settle(nodes) {
  const layers = []
  for (const node of nodes) {
    layers[node.layer] ??= []
    layers[node.layer].push(node)
  }
  const spread = (layer, wishes) => {
    const order = [...layer].sort((a, b) => wishes.get(a) - wishes.get(b))
    layer.splice(0, layer.length, ...order)
    const distance = (a, b) => (a.width + b.width) / 2 + gapAcross
    const right = []
    for (const [at, node] of order.entries())
      right.push(
        at === 0 ? wishes.get(node) : Math.max(wishes.get(node), right[at - 1] + distance(order[at - 1], node)),
      )
    const left = []
    for (let at = order.length - 1; at >= 0; at -= 1) {
      const beside = order[at + 1]
      left[at] = beside
        ? Math.min(wishes.get(order[at]), left[at + 1] - distance(order[at], beside))
        : wishes.get(order[at])
    }
    for (const [at, node] of order.entries()) node.x = (right[at] + left[at]) / 2
  }
  for (const layer of layers) spread(layer, new Map(layer.map((node, at) => [node, at])))
  for (let round = 0; round < 24; round += 1) {
    for (const layer of round % 2 === 0 ? layers : [...layers].reverse()) {
      const wish = (node) => {
        const joined = round % 2 === 0 ? node.ups : node.downs
        return joined.length === 0 ? node.x : joined.reduce((sum, at) => sum + nodes[at].x, 0) / joined.length
      }
      spread(layer, new Map(layer.map((node) => [node, wish(node)])))
    }
  }
  const edges = nodes.flatMap(({ x, width: wide }) => [x - wide / 2, x + wide / 2])
  const shift = width / 2 - (Math.min(...edges) + Math.max(...edges)) / 2
  let top = 0
  for (const layer of layers) {
    const tall = Math.max(...layer.map(({ height }) => height))
    for (const node of layer) {
      node.x += shift
      node.y = top + (node.isBend ? 0 : (tall - node.height) / 2)
      if (node.isBend) node.height = tall
    }
    top += tall + gapDown
  }
  return top - gapDown
}

/**
 * The points of a line through a chain of nodes: from the lower edge of the first to the upper edge of the last, moved along each edge
 * towards the next node.
 */
function through(chain) {
  const [first, last] = [chain[0], chain.at(-1)]
  if (first.layer === last.layer) {
    const [left, right] = first.x < last.x ? [first, last] : [last, first]
    const y = left.y + left.height / 2
    const points = [
      { x: left.x + left.width / 2, y },
      { x: right.x - right.width / 2, y },
    ]
    return first === left ? points : points.reverse()
  }
  const towards = (node, other) => {
    const reach = node.width / 2 - 14
    return node.x + Math.max(-reach, Math.min(reach, (other.x - node.x) * 0.35))
  }
  const bends = chain.slice(1, -1).flatMap((node) => [
    { x: node.x, y: node.y },
    { x: node.x, y: node.y + node.height },
  ])
  return [
    { x: towards(first, chain[1]), y: first.y + first.height },
    ...bends,
    { x: towards(last, chain.at(-2)), y: last.y },
  ]
}

// ── as SVG

const tidy = (number) => String(Math.round(number * 10) / 10)

function head(height) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + 20} ${height}" width="${width + 20}" height="${height}" role="img" aria-label="Which room of Keydesk imports which">
<style>
  text { font: 12px ui-monospace, Consolas, Menlo, monospace; fill: #242424 }
  .world { font: 600 15px system-ui, 'Segoe UI', sans-serif }
  .gloss { font: 13px system-ui, 'Segoe UI', sans-serif; fill: #616161 }
  .frame { fill: #f7f7f8; stroke: #d6d6da }
  .box { fill: #fff; stroke: #8a8a92 }
  .start { fill: #eaf2fb; stroke: #4a7ab0 }
  path { fill: none; stroke: #6b6b74; stroke-width: 1.2 }
  marker path { fill: #6b6b74; stroke: none }
</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0.5 8 4 0 7.5z"/></marker></defs>
<rect width="100%" height="100%" fill="#fff"/>
`
}

function frameText({ world, top, height, boxes, lines }) {
  const inside = [...lines.map(({ points, isPair }) => line(points, isPair)), ...boxes.map(boxText)]
  return `<rect class="frame" x="10" y="${tidy(top)}" width="${width}" height="${tidy(height)}" rx="8"/>
<text x="26" y="${tidy(top + 26)}"><tspan class="world">${world}/</tspan> <tspan class="gloss" dx="6">${glosses[world]}</tspan></text>
<g transform="translate(10 ${tidy(top + title)})">
${inside.join('')}</g>
`
}

function boxText({ x, y, width: wide, height, cells, widths, isStart }) {
  let left = x - wide / 2 + padding
  const texts = cells.map((cell, at) => {
    const column = cell.map(
      (name, index) => `<text x="${tidy(left)}" y="${tidy(y + padding / 2 + index * row + 14)}">${name}</text>`,
    )
    left += widths[at] + 16
    return column.join('')
  })
  const kind = isStart ? 'start' : 'box'
  return `<rect class="${kind}" x="${tidy(x - wide / 2)}" y="${tidy(y)}" width="${wide}" height="${height}" rx="4"/>${texts.join('')}\n`
}

function line(points, isPair = false) {
  const [first, ...others] = points
  let from = first
  const parts = others.map((to) => {
    const middle = tidy((from.y + to.y) / 2)
    const part = `C${tidy(from.x)} ${middle} ${tidy(to.x)} ${middle} ${tidy(to.x)} ${tidy(to.y)}`
    from = to
    return part
  })
  const back = isPair ? ' marker-start="url(#arrow)"' : ''
  return `<path d="M${tidy(first.x)} ${tidy(first.y)}${parts.join('')}"${back} marker-end="url(#arrow)"/>\n`
}

if (isMain(import.meta.url)) {
  setUp()
  const { readSources } = await import('./rooms.mjs')
  const picture = await drawRooms(readSources())
  const isNew = picture !== readFileSync(file, { encoding: 'utf8', flag: 'a+' })
  if (isNew) writeFileSync(file, picture)
  process.stdout.write(`${isNew ? 'Drawn anew' : 'As it was'}: build/docs/rooms.svg\n`)
}
