import { expect, it } from 'vitest'
import { runFile, runProgram } from '../support/build-script.ts'
import { addPerson, noKeychain, ownerName, ownerPassword, setUp } from '../support/test-services.ts'

const minute = 60_000
const dates = [Date.UTC(2019, 1, 28, 23), Date.UTC(2026, 10, 20, 12), Date.UTC(2041, 11, 31, 23, 59, 59)]
const asked =
  'console.log(Date.now(), +new Date(), Date.parse(Date()), new Date(0).getTime(), new Date() instanceof Date)'

it.each(dates)('a process that is started on a test’s store has the test’s clock at %d, which goes on', async (now) => {
  const { dataDir, services, owner, close } = await setUp({ clock: { now }, keychain: noKeychain })
  await addPerson(services, owner)
  await close()
  const [a, b, c, zero, isDate] = runProgram(process.execPath, ['-e', asked, dataDir]).trim().split(' ')
  for (const time of [a, b, Number(c) + 999]) {
    expect(Number(time)).toBeGreaterThanOrEqual(now)
    expect(Number(time)).toBeLessThan(now + minute)
  }
  expect([zero, isDate]).toEqual(['0', 'true'])
  const args = ['--data-dir', dataDir, 'audit', 'list', '--as', ownerName, '--password-stdin', '--json']
  const { status, out, err } = await runFile('electron/cli.ts', args, { input: `${ownerPassword}\n` })
  expect(status, err).toBe(0)
  const { entries } = JSON.parse(out) as { entries: readonly { at: number | string; action: string }[] }
  const at = new Date(entries[0]?.at ?? 0).getTime()
  // The newest entry is the sign-in of the command line itself.
  expect(at - now).toBeGreaterThan(0)
  expect(at - now).toBeLessThan(minute)
})

it('a process on a folder that no test made has the machine’s clock', () => {
  const [time] = runProgram(process.execPath, ['-e', asked, '/nowhere']).split(' ')
  expect(Math.abs(Number(time) - Date.now())).toBeLessThan(minute)
})
