import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ended, startFile, startNode } from '../support/build-script.ts'
import { withoutApproval } from '../support/without-approval.ts'
import { openDoor, processLeaks } from './fixtures/door.ts'
import { addPerson, canSignIn, importWorkers, newPassword, sharedOffice } from './fixtures/office.ts'
import { allowClipboard, copiedPassword, keyIcon, openUsers, panel, search, signIn } from './fixtures/screens.ts'
import { filesWithSecrets, holdsSecret, knownSecrets, secret } from './fixtures/secrets.ts'
import { atDate, expect, test } from './fixtures/test.ts'
import { watch } from './fixtures/watch.ts'

// Every test of every file ends with this search (fixtures/test.ts). Here it goes over a whole working day, and is shown to find things.

test.describe('a working day', () => {
  const at = sharedOffice((office) => importWorkers(office, 20))

  test('leaves no password, key or token outside the vault, running or stopped', async ({ page }) => {
    const { door, owner, api, signInAgain } = at.office
    const before = knownSecrets()
    await allowClipboard(page, door.origin())
    const { username } = await addPerson(at.office, 'Dagmar Day')
    await openUsers(page, at.office)
    await search(page, 'dagmar', 'Dagmar Day')
    await keyIcon(page, 'Dagmar Day').click()
    const dialog = panel(page, 'Reset password')
    await dialog.getByRole('button', { name: 'Reset password' }).click()
    const temporary = secret(await copiedPassword(page))
    await dialog.getByRole('button', { name: 'Show password' }).click()
    await expect(dialog.getByRole('code')).toHaveText(temporary)

    const choice = { kind: 'matching', query: { search: 'worker', filter: noFilter }, except: [] } as const
    const { jobId } = withoutApproval(await api().passwords.resetMany({ selection: choice, ...likeEverybody }))
    await expect.poll(async () => (await api().jobs.get({ id: jobId })).state).toBe('done')
    const { items } = await api().jobs.items({ id: jobId, outcome: 'done', offset: 0, limit: 500 })
    const secretIds = items.flatMap((item) => item.secretId ?? [])
    expect((await api().passwords.reveal({ secretIds })).passwords).toHaveLength(20)
    secret((await api().vault.createRecoveryKey({})).recoveryKey)

    await page.goto('about:blank')
    await signIn(page, door, { username, password: newPassword() })
    await expect(page.getByRole('alert')).toBeVisible()
    // A password typed into the wrong field must not be written down either.
    await signIn(page, door, { username: newPassword(), password: temporary })
    await expect(page.getByRole('alert')).toBeVisible()
    await page.goto('about:blank')
    await signIn(page, door, { username, password: temporary })
    const password = newPassword()
    await page.getByLabel('New password', { exact: true }).fill(password)
    await page.getByLabel('Confirm new password').fill(password)
    await page.getByRole('button', { name: 'Save password' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible()
    expect(await canSignIn(door, username, password)).toBe(true)

    expect(knownSecrets() - before).toBeGreaterThan(25)
    expect(door.leaks(), 'while it runs').toEqual([])
    await page.goto('about:blank')
    await door.end('SIGTERM')
    expect(door.leaks(), 'when it has stopped').toEqual([])
    await door.start()
    await signInAgain()
    expect(await canSignIn(door, owner.username, owner.password)).toBe(true)
  })

  test('the command line takes the password from its input, and nobody sees it in the list of processes', async () => {
    const { door, owner } = at.office
    const { username } = await addPerson(at.office, 'Konrad Command')
    await door.end('SIGTERM')
    const args = ['--data-dir', door.dataDir, 'password', 'reset', username, '--password-stdin', '--json']
    const child = startFile('electron/cli.ts', args)
    const end = ended(child, null)
    child.stdin?.write(`${owner.password}\n`)
    // The first line is enough, so the input stays open until it has been looked at.
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), end])
    const seen = processLeaks(child.pid as number)
    child.stdin?.end()
    const { status, out, err } = await end
    expect([status, seen], err).toEqual([0, []])
    const [result] = (JSON.parse(out) as { results: { password: string }[] }).results
    const password = secret(result?.password ?? '')
    expect(door.leaks()).toEqual([])
    await door.start()
    await at.office.signInAgain()
    expect(await canSignIn(door, username, password)).toBe(true)
  })
})

test.describe('the search finds a secret that is there', () => {
  let folder = ''
  const planted = secret('Planted-Harbour-77-lamp')
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-e2e-planted-'))
  })
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const shapes = [
    ['as it is', Buffer.from(`x${planted}`)],
    ['at the very end', Buffer.from(`${'x'.repeat(70_000)}${planted}`)],
    ['in UTF-16', Buffer.from(`a${planted}`, 'utf16le')],
    ['in base 64', Buffer.from(Buffer.from(planted).toString('base64'))],
    ['in hexadecimal', Buffer.from(Buffer.from(planted).toString('hex'))],
  ] as const
  for (const [name, bytes] of shapes) {
    test(`on a file that holds a password ${name}`, () => {
      mkdirSync(join(folder, 'deep'))
      writeFileSync(join(folder, 'deep', 'one.bin'), bytes)
      writeFileSync(join(folder, 'two.bin'), bytes.subarray(0, bytes.length - 3))
      expect(filesWithSecrets([folder])).toEqual([join('deep', 'one.bin')])
    })
  }

  test('on a file that is named like a password', () => {
    writeFileSync(join(folder, `${planted}.csv`), '')
    expect(filesWithSecrets([folder])).toHaveLength(1)
  })

  test('on a data folder, and only while the password is in it', async () => {
    const door = await openDoor()
    expect(door.leaks()).toEqual([])
    writeFileSync(join(door.dataDir, 'note.txt'), planted)
    expect(door.leaks()).toEqual(['note.txt'])
    await door.remove()
  })

  test('on the arguments and the environment of a process', async () => {
    test.skip(process.platform !== 'linux', 'only Linux shows them as files')
    const idle = ['-e', 'process.stdin.resume()']
    for (const [args, env, leak] of [
      [[...idle, planted], {}, 'cmdline'],
      [idle, { PLANTED: planted }, 'environ'],
    ] as const) {
      const child = startNode(args, env)
      await once(child, 'spawn')
      expect(processLeaks(child.pid as number)).toEqual([leak])
      child.stdin?.end()
      await once(child, 'exit')
    }
  })

  test('but not on short texts, which would be found by chance', () => {
    secret('short')
    expect(holdsSecret(Buffer.from('a short text'))).toBe(false)
  })
})

test('the watch over pages notes errors, exceptions, forbidden styles, requests elsewhere and stored secrets', async ({
  browser,
}) => {
  const context = await atDate(await browser.newContext())
  const seen = watch(context)
  const page = await context.newPage()
  const door = await openDoor()
  await page.goto(door.address())
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(seen.faults()).toEqual([])
  const stored = secret('Stored-Harbour-78-lamp')
  await page.evaluate((text) => {
    console.error('planted error')
    setTimeout(() => {
      throw new Error('planted exception')
    })
    document.body.setAttribute('style', 'color: red')
    document.body.append(document.createElement('style'))
    document.querySelector('style:last-of-type')?.append('body { color: red }')
    fetch('http://elsewhere.test/').catch(() => {})
    localStorage.setItem('planted', text)
  }, stored)
  for (const fault of ['planted error', 'planted exception', 'Content Security Policy'])
    await expect.poll(() => seen.faults().join('\n')).toContain(fault)
  expect(await seen.storageLeaks()).toEqual(['localStorage'])
  seen.allow(/planted/)
  expect(seen.faults().join('\n')).not.toContain('planted')
  await context.close()
  await door.remove()
})

const noFilter = { signIn: [], passwordState: [], role: [] } as const
const likeEverybody = { style: 'strong', language: 'en', mustChange: true } as const
