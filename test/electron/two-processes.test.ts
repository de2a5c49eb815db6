import { expect, it } from 'vitest'
import { makeWorld, startDesk } from '../long/killed-desk.ts'
import { runFile } from '../support/build-script.ts'
import { ownerName, ownerPassword } from '../support/test-services.ts'

/** The command line with a right password on the same data folder; the vault has another keychain there, so 4 means that it got in. */
const list = (dataDir: string) =>
  runFile(
    'electron/cli.ts',
    ['--data-dir', dataDir, '--as', ownerName, 'users', 'list', '--json', '--password-stdin'],
    {
      input: `${ownerPassword}\n`,
    },
  )
const got = 4

it('one process at a time works in a data folder, in whatever order they come and go', async () => {
  const world = await makeWorld(40)
  const { dataDir } = world
  // Two start at once: one serves, and the other says who holds the folder.
  const both = await Promise.allSettled([startDesk(world), startDesk(world)])
  const open = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const refused = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  const inUse = expect.stringContaining('working in this data folder')
  expect({ open: open.length, refused }).toEqual({ open: 1, refused: [inUse] })
  // While a window is open, the command line is refused and changes nothing.
  expect(await list(dataDir)).toMatchObject({ status: 5, out: '', err: expect.stringContaining('Nothing was changed') })
  // One is killed, and the next one starts at the same moment.
  const [, next] = await Promise.all([open[0]?.kill(), startDesk(world).catch(() => null)])
  await next?.stop()
  expect((await list(dataDir)).status).toBe(got)
  // The command line and the window start at the same time: one of them works, and the other is refused.
  const [line, desk] = await Promise.all([list(dataDir), startDesk(world).catch((error) => String(error))])
  if (typeof desk === 'string') expect(desk).toMatch(/working in this data folder/)
  else await desk.stop()
  expect([got, 5]).toContain(line.status)
  // The refused processes left nothing behind.
  const last = await startDesk(world)
  await last.signIn({ username: ownerName, password: ownerPassword })
  await last.stop()
})
