import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractArchive, packFor, sizesOf } from '../support/packed.ts'
import { type BenchRow, benchRow, median } from './bench-row.ts'
import { launchBrowser, signInButton } from './browser.ts'
import { startDoor } from './running-door.ts'

const rounds = 8

/**
 * How large the packages are, and how long the packed program takes to its sign-in page, in turns with the one of the checkout. Electron is a
 * stand-in, so that the browser door of the packed archive is started, with this Node.
 */
export async function packedRows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-packed-'))
  try {
    const rows: BenchRow[] = []
    for (const name of ['win32-x64', 'darwin-arm64', 'linux-x64']) {
      const packed = await packFor(name, join(folder, name))
      const { app, commandLine, compressed } = sizesOf(packed)
      const note = `and ${commandLine.toFixed(1)} MB of the command line`
      rows.push(
        benchRow({ what: 'app without Electron and Node', at: name, limit: 15, unit: 'MB', value: app, note }),
        benchRow({
          what: 'the same with the command line, compressed',
          at: name,
          limit: 8,
          unit: 'MB',
          value: compressed,
        }),
      )
      if (name === `${process.platform}-${process.arch}`)
        extractArchive(join(packed.resources, 'app.asar'), join(folder, 'app'))
    }
    return [...rows, await startRow(folder)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startRow(folder: string): Promise<BenchRow> {
  const browser = await launchBrowser()
  const data = join(folder, 'data')
  const first = await startDoor(data)
  await first.create()
  await first.stop()
  const start = async (program?: string): Promise<number> => {
    const page = await browser.newPage()
    const begun = performance.now()
    const door = await startDoor(data, [], program)
    try {
      await page.goto(door.address, { waitUntil: 'commit' })
      await signInButton(page).waitFor()
      return performance.now() - begun
    } finally {
      await page.close()
      await door.stop()
    }
  }
  const packed = join(folder, 'app', 'dist', 'main', 'browser.js')
  const times = { packed: [] as number[], door: [] as number[] }
  try {
    // The first starts compile.
    await start(packed)
    await start()
    for (let round = 0; round < rounds; round += 1) {
      // Whoever comes second finds more of the machine warm.
      for (const which of round % 2 === 0 ? (['packed', 'door'] as const) : (['door', 'packed'] as const)) {
        times[which].push(await start(which === 'packed' ? packed : undefined))
      }
    }
  } finally {
    await browser.close()
  }
  const [value, bare] = [median(times.packed), median(times.door)]
  return benchRow({
    what: 'packed program to its sign-in page, as a part of the checkout’s',
    ...{ at: '', limit: 1.05, unit: '', value: value / bare, bare, ratio: value / bare },
    note: `${value.toFixed(0)} ms against ${bare.toFixed(0)} ms, ${rounds} starts each in turns`,
  })
}
