import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadScript } from '../support/build-script.ts'

type Sources = ReadonlyMap<string, string>
type Rooms = { readonly rooms: readonly string[]; readonly starts: readonly string[] }
type Boxes = {
  readonly boxes: readonly { readonly rooms: readonly string[]; readonly isStart: boolean }[]
  readonly lines: readonly (readonly [from: number, to: number])[]
}
const { boxesOf, readSources, roomsOf, worldLines } = await loadScript<{
  readonly boxesOf: (world: string, rooms: Rooms) => Boxes
  readonly readSources: () => Sources
  readonly roomsOf: (sources: Sources) => Rooms
  readonly worldLines: (rooms: Rooms) => readonly (readonly [from: string, to: string])[]
}>('rooms.mjs')
const { drawRooms } = await loadScript<{ readonly drawRooms: (sources: Sources) => Promise<string> }>('draw-rooms.mjs')

/** Lines of a world by the names of their boxes. */
function linesOf(world: string, sources: Readonly<Record<string, string>>): readonly string[] {
  const { boxes, lines } = boxesOf(world, roomsOf(new Map(Object.entries(sources))))
  const nameOf = (at: number) => boxes[at]?.rooms.map((room) => room.slice(world.length + 1)).join('+')
  return lines.map(([from, to]) => `${nameOf(from)} → ${nameOf(to)}`).sort()
}

it('has drawn what the rooms import now; if not, run: node build/draw-rooms.mjs', async () => {
  const picture = readFileSync(new URL('../../build/docs/rooms.svg', import.meta.url), 'utf8').replaceAll('\r\n', '\n')
  expect(picture === (await drawRooms(readSources())), 'build/docs/rooms.svg is what the imports say').toBe(true)
})

it('draws another picture once a room imports one more', async () => {
  const sources = readSources()
  const path = 'electron/db/database.ts'
  const more = new Map([...sources, [path, `${sources.get(path)}\nimport '../doors/admin-app.ts'\n`]])
  expect(await drawRooms(more)).not.toBe(await drawRooms(sources))
})

it('puts no box on another one or outside the picture', async () => {
  const sources = readSources()
  const frames = (await drawRooms(sources)).split('<g transform').slice(1)
  expect(frames).toHaveLength(3)
  for (const frame of frames) {
    const found = [
      ...frame.matchAll(/<rect class="(?:box|start)" x="([\d.-]+)" y="([\d.-]+)" width="(\d+)" height="(\d+)"/g),
    ]
    const boxes = found.map(([, ...numbers]) => numbers.map(Number) as [number, number, number, number])
    expect(boxes.length).toBeGreaterThan(2)
    for (const [at, [x, y, width, height]] of boxes.entries()) {
      expect(x).toBeGreaterThan(0)
      expect(x + width).toBeLessThan(1360)
      const others = boxes.slice(at + 1)
      expect(
        others.filter((one) => x < one[0] + one[2] && one[0] < x + width && y < one[1] + one[3] && one[1] < y + height),
      ).toEqual([])
    }
  }
})

it('counts imports of values, re-exports, dynamic imports and imports for their effect, and no types', () => {
  const lines = linesOf('electron', {
    'electron/a/a.ts':
      "import type { B } from '../b/b.ts'\nimport { type B as Same } from '../b/b.ts'\nimport { c } from '../c/c.ts'",
    'electron/b/b.ts': "export { c } from '../c/c.ts'\nexport type { A } from '../a/a.ts'",
    'electron/c/c.ts': "const load = () => import('../d/d.ts')",
    'electron/d/d.ts': "import '../e/e.ts'\nimport { join } from 'node:path'",
    'electron/e/e.ts': '',
  })
  expect(lines).toEqual(['a+b → c', 'c → d', 'd → e'])
})

it('leaves out a line that a longer path already says, except to the composition and in a circle', () => {
  const way = {
    'electron/main.ts': "import './cli/cli.ts'\nimport './services.ts'\nimport './db/db.ts'",
    'electron/cli/cli.ts': "import '../services.ts'",
    'electron/services.ts': "import './users/users.ts'\nimport './db/db.ts'",
    'electron/users/users.ts': "import '../db/db.ts'",
    'electron/db/db.ts': '',
  }
  expect(linesOf('electron', way)).toEqual([
    '(programs) → cli',
    '(programs) → services.ts',
    'cli → services.ts',
    'services.ts → users',
    'users → db',
  ])
  const ring = {
    'renderer/index.html': '<script type="module" src="./app/main.tsx"></script>',
    'renderer/app/main.tsx': "import '../users/page.tsx'\nimport '../ui/panel.tsx'",
    'renderer/users/page.tsx': "import '../ui/panel.tsx'\nimport '../app/api.ts'",
    'renderer/ui/panel.tsx': "import '../app/api.ts'",
    'renderer/app/api.ts': '',
  }
  expect(linesOf('renderer', ring)).toEqual(['app → ui', 'app → users', 'ui → app', 'users → app', 'users → ui'])
  expect(roomsOf(new Map(Object.entries(ring))).starts).toEqual(['renderer/app'])
})

it('counts what a file directly in electron/ imports for whoever imports that file', () => {
  const lines = linesOf('electron', {
    'electron/browser.ts': "import './browser-door.ts'",
    'electron/browser-door.ts': "import './doors/door.ts'\nimport './log.ts'",
    'electron/log.ts': '',
    'electron/doors/door.ts': "import '../log.ts'",
  })
  expect(lines).toEqual(['(programs) → doors'])
})

it('leads from world to world where there is an import', () => {
  const rooms = roomsOf(
    new Map([
      ['renderer/ui/a.ts', "import '../../shared/users.ts'"],
      ['shared/users.ts', ''],
    ]),
  )
  expect(worldLines(rooms)).toEqual([['renderer', 'shared']])
})
