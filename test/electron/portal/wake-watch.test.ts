import { expect, it } from 'vitest'
import { createWakeWatch } from '../../../electron/portal/wake-watch.ts'

it('notices a gap between two looks, tries for some minutes afterwards, and nothing else', () => {
  let now = 1_000_000
  const called: string[] = []
  const watch = createWakeWatch(() => now, { onWake: () => called.push('wake'), after: () => called.push('after') })
  const pass = (milliseconds: number) => {
    now += milliseconds
    watch.look()
  }
  for (let at = 0; at < 50; at += 1) pass(watch.interval + 900)
  pass(30_000)
  expect(called).toEqual([])
  pass(8 * 3_600_000)
  expect(called).toEqual(['wake'])
  for (let at = 0; at < 50; at += 1) pass(watch.interval)
  expect(called).toEqual(['wake', ...Array.from({ length: 18 }, () => 'after')])
  pass(-3_600_000)
  expect(called.filter((one) => one === 'wake')).toHaveLength(2)
})
