// @module-tag long
import { expect, it } from 'vitest'
import { tryProgram } from '../../support/build-script.ts'

const heap = new URL('../../../electron/desktop/heap.ts', import.meta.url).href
/** Makes objects for a while, as a long morning does, and answers how large the space for new ones became, in bytes. */
const work = `
  const { getHeapSpaceStatistics } = await import('node:v8')
  let largest = 0
  let kept = []
  for (let round = 0; round < 600; round += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    const made = []
    for (let one = 0; one < 8000; one += 1) made.push({ one, text: 'x' + one })
    kept = [...kept.slice(-40), made]
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')
    largest = Math.max(largest, young.space_size)
  }
  process.stdout.write(String(largest))
`
const grownWith = (before: string) =>
  Number(tryProgram(process.execPath, ['--input-type=module', '-e', `${before}\n${work}`]).stdout)

it('an installed program stops its space for new objects from growing, after its start', () => {
  const free = grownWith('')
  const limited = grownWith(`const { limitHeap } = await import('${heap}'); limitHeap()`)
  expect(free).toBeGreaterThan(60_000_000)
  // V8 may double it once more before the program is told.
  expect(limited).toBeLessThan(free * 0.75)
})
