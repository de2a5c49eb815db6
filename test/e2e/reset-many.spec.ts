import type { Locator, Page } from '@playwright/test'
import { everyEntry } from '../../shared/audit.ts'
import {
  addAdmin,
  addPerson,
  canSignIn,
  givePassword,
  importWorkers,
  newPassword,
  type Office,
  openOffice,
  sharedOffice,
} from './fixtures/office.ts'
import { downloadFrom, fillSignIn, openUsers, panel, rowOf, search, usersGrid } from './fixtures/screens.ts'
import { secret } from './fixtures/secrets.ts'
import { expect, test } from './fixtures/test.ts'

const people = 12
const many = 120
const manyMustChange = 'Require these users to change their password when they first sign in'

/** Selects everybody and opens the dialog. */
async function openResetMany(page: Page): Promise<Locator> {
  await page.getByRole('checkbox', { name: 'Select all users' }).check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Reset password', exact: true }).click()
  return panel(page, 'Reset password')
}

async function start(dialog: Locator, ownPassword: string): Promise<void> {
  await dialog.getByLabel('Your password').fill(ownPassword)
  await dialog.getByRole('button', { name: 'Reset password', exact: true }).click()
  await expect(dialog.getByRole('progressbar')).toBeVisible()
}

/** Opens the newest job from the top bar. */
async function openJob(page: Page, name: RegExp): Promise<Locator> {
  await page.getByRole('button', { name }).click()
  await page.getByRole('menuitem').first().click()
  return panel(page, 'Reset password')
}

function finished(dialog: Locator): Locator {
  return dialog.getByRole('heading', { name: 'Finished' })
}

/** Exports the results of the job that the panel shows; answers user names with their passwords. */
async function exportResults(page: Page, dialog: Locator): Promise<ReadonlyMap<string, string>> {
  const { name, rows } = await downloadFrom(page, () => dialog.getByRole('button', { name: 'Export results' }).click())
  expect(name).toMatch(/^keydesk-passwords-\d{4}-\d\d-\d\d\.csv$/)
  expect(rows[0]?.slice(0, 3)).toEqual(['User name', 'Display name', 'Password'])
  const passwords = rows.slice(1).filter((row) => row[2] !== '')
  return new Map(passwords.map(([username = '', , password = '']) => [username, secret(password)]))
}

/** How many people a job has dealt with, as the panel says it: "16 of 200". */
async function settledIn(dialog: Locator): Promise<number> {
  const text = await dialog.getByRole('progressbar').getAttribute('aria-valuetext')
  return Number(/^(\d+) of/.exec(text ?? '')?.[1])
}

/** User names by how often a job gave them a password, from the audit log. */
async function resetsIn(office: Office): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (let offset = 0; ; offset += 500) {
    const filter = { ...everyEntry, action: 'Reset user password.' } as const
    const { entries } = await office.api().audit.list({ filter, offset, limit: 500 })
    if (entries.length === 0) return counts
    for (const { target, detail } of entries) {
      if (detail.job !== undefined) counts.set(target, (counts.get(target) ?? 0) + 1)
    }
  }
}

test.describe('a small office', () => {
  const at = sharedOffice((office) => importWorkers(office, people))

  test('the preview says who will get a new password, who is left out, and why', async ({ page }) => {
    const blocked = await addPerson(at.office, 'Bente Blocked')
    await at.office.api().users.block({ id: blocked.id, isBlocked: true })
    const helper = await addAdmin(at.office, 'Hans Helper', ['passwordAdministrator'])
    await openUsers(page, at.office, helper)
    const dialog = await openResetMany(page)
    await expect(dialog).toContainText(`${people} people will get a new password`)
    await expect(dialog).toContainText('3 people are left out:')
    const reasons = [
      ['Your own account (1)', 'Hans Helper'],
      ['Sign-in is blocked (1)', 'Bente Blocked'],
      ["Your role can't reset this person's password (1)", 'Olga Owner'],
    ] as const
    for (const [reason, name] of reasons) {
      await expect(dialog.getByText(name), name).toBeHidden()
      await dialog.getByRole('button', { name: reason }).click()
      await expect(dialog.getByText(name), name).toBeVisible()
    }
    await expect(dialog).toContainText(`${people} people get their first password.`)
    await expect(dialog).not.toContainText('stop working')
    await dialog.getByRole('button', { name: `Names (${people})` }).click()
    await expect(dialog.getByText('Worker 007')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Reset password', exact: true })).toBeDisabled()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toHaveCount(0)
    expect((await resetsIn(at.office)).size).toBe(0)
  })

  test('the own password is asked for; a wrong one is said at its field and resets nobody', async ({ page }) => {
    await openUsers(page, at.office)
    const dialog = await openResetMany(page)
    const own = dialog.getByLabel('Your password')
    await own.fill(newPassword())
    await dialog.getByRole('button', { name: 'Reset password', exact: true }).click()
    await expect(own).toHaveAccessibleDescription('The password is wrong.')
    await expect(own).toHaveAttribute('aria-invalid', 'true')
    await expect(dialog.getByRole('progressbar')).toHaveCount(0)
    expect((await at.office.api().jobs.list({})).jobs).toEqual([])
  })

  test('everybody selected gets a password; results are shown, hidden, spelled, and exported into a file that signs in', async ({
    page,
  }) => {
    await openUsers(page, at.office)
    await search(page, 'worker00', 'Worker 001')
    const dialog = await openResetMany(page)
    await expect(dialog).toContainText('9 people will get a new password')
    await expect(dialog.getByRole('checkbox', { name: manyMustChange })).toBeChecked()
    await start(dialog, at.office.owner.password)
    await expect(finished(dialog)).toBeVisible()
    await expect(dialog).toContainText('9 have a new password')
    const results = dialog.getByRole('region', { name: 'New passwords' })
    const list = results.getByRole('list').getByRole('listitem')
    await expect(list).toHaveCount(9)
    await expect(results.getByRole('img', { name: 'Hidden password' })).toHaveCount(9)
    await results.getByRole('button', { name: 'Show password for Worker 003' }).click()
    const shown = secret(await results.getByRole('code').innerText())
    await results.getByRole('button', { name: 'Hide password for Worker 003' }).click()
    await expect(results.getByRole('code')).toHaveCount(0)
    await results.getByRole('button', { name: 'Show all' }).click()
    await expect(results.getByRole('code')).toHaveCount(9)
    await results.getByRole('button', { name: 'Hide all' }).click()
    await expect(results.getByRole('code')).toHaveCount(0)
    await results.getByRole('button', { name: 'Spell out the password for Worker 003' }).click()
    const spelling = panel(page, 'Spell out the password for Worker 003')
    await expect(spelling.getByRole('listitem')).toHaveCount(shown.length)
    await spelling.getByRole('button', { name: 'Close' }).click()

    const passwords = await exportResults(page, dialog)
    expect([...passwords.keys()]).toEqual(Array.from({ length: 9 }, (_, at) => `worker00${at + 1}@nordwind.test`))
    expect(new Set(passwords.values()).size).toBe(9)
    expect(passwords.get('worker003@nordwind.test')).toBe(shown)
    for (const [username, password] of [...passwords].slice(0, 3)) {
      expect(await canSignIn(at.office.door, username, password), username).toBe(true)
    }
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(rowOf(page, 'Worker 004')).toContainText('Temporary')
  })

  test('the results are printed as one slip per person', async ({ page }) => {
    await page.addInitScript(() => {
      const printed: string[] = []
      Object.assign(window, { printed })
      window.print = () => {
        for (const slip of document.querySelectorAll('[data-print-only] section')) printed.push(slip.textContent)
        dispatchEvent(new Event('afterprint'))
      }
    })
    await openUsers(page, at.office)
    await search(page, 'worker01', 'Worker 010')
    const dialog = await openResetMany(page)
    await start(dialog, at.office.owner.password)
    await expect(finished(dialog)).toBeVisible()
    await dialog.getByRole('button', { name: 'Print' }).click()
    const printed = () => page.evaluate(() => (window as unknown as { printed: string[] }).printed)
    await expect.poll(async () => (await printed()).length).toBe(3)
    const slips = await printed()
    for (const [index, name] of ['Worker 010', 'Worker 011', 'Worker 012'].entries()) {
      expect(slips[index]).toContain(name)
    }
    const passwords = await exportResults(page, dialog)
    expect(slips[0]).toContain(passwords.get('worker010@nordwind.test'))
    await expect(page.locator('[data-print-only]')).toHaveCount(0)
  })

  test('a password change is required of a selection: the old password works once more', async ({ page }) => {
    const known = await givePassword(at.office, await addPerson(at.office, 'Rina Require'))
    await addPerson(at.office, 'Rina Without')
    await openUsers(page, at.office)
    await search(page, 'rina', 'Rina Require')
    await page.getByRole('checkbox', { name: 'Select all users' }).check()
    await page.getByRole('toolbar').getByRole('button', { name: 'Require password change' }).click()
    const dialog = panel(page, 'Require password change')
    await expect(dialog).toContainText('1 person must choose a new password')
    await expect(dialog.getByRole('button', { name: 'Has no password yet (1)' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Require password change' }).click()
    await expect(finished(dialog)).toBeVisible()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(rowOf(page, 'Rina Require')).toContainText('Must be changed')
    const { username, password } = known
    const { session } = await at.office.door.client().sessions.signIn({ username, password })
    expect(session.mustChange).toBe(true)
  })
})

test.describe('an office of many', () => {
  let office: Office
  test.beforeEach(async () => {
    // One hash at a time: the job takes its seconds on a fast machine too.
    office = await openOffice({ UV_THREADPOOL_SIZE: '1' })
    await importWorkers(office, many)
  })

  test('Stop stops the job, Resume goes on with it, and closing the panel does not stop it', async ({ page }) => {
    await openUsers(page, office)
    const dialog = await openResetMany(page)
    await expect(dialog).toContainText(`${many} people will get a new password`)
    const letGo = office.door.slowDown()
    await start(dialog, office.owner.password)
    await dialog.getByRole('button', { name: 'Stop' }).click()
    await expect(dialog.getByRole('heading', { name: 'Stopped' })).toBeVisible()
    const stoppedAt = await settledIn(dialog)
    expect(stoppedAt).toBeLessThan(many)
    await expect(dialog).toContainText(`${many - stoppedAt} to go`)
    expect((await resetsIn(office)).size).toBe(stoppedAt)
    await dialog.getByRole('button', { name: 'Resume' }).click()
    await expect(dialog.getByRole('heading', { name: 'Working…' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^1 job is running, \d+%$/ })).toBeVisible()
    letGo()
    await openJob(page, /^1 recent job$/)
    await expect(finished(dialog)).toBeVisible()
    await expect(dialog).toContainText(`${many} have a new password`)
    const passwords = await exportResults(page, dialog)
    expect(passwords.size).toBe(many)
    expect([...(await resetsIn(office)).values()]).toEqual(Array(many).fill(1))
    const [username, password] = [...passwords].at(-1) ?? ['', '']
    expect(await canSignIn(office.door, username, password)).toBe(true)
  })

  test('a killed program goes on with the job after the next sign-in, and everybody is reset exactly once', {
    tag: '@long',
  }, async ({ page, watched }) => {
    // The page may have been waiting for any answer when the program was killed.
    watched.allow(/ERR_(CONNECTION|INCOMPLETE|EMPTY)/)
    await openUsers(page, office)
    const dialog = await openResetMany(page)
    office.door.slowDown()
    await start(dialog, office.owner.password)
    await expect.poll(() => settledIn(dialog)).toBeGreaterThan(0)
    await office.door.end('SIGKILL')
    expect(await settledIn(dialog)).toBeLessThan(many)
    await office.door.start()
    await page.goto(office.door.address())
    await expect(page.getByRole('heading', { name: 'The vault is locked' })).toBeVisible()
    await fillSignIn(page, office.owner.username, office.owner.password)
    await expect(usersGrid(page)).toBeVisible()
    const again = await openJob(page, /^1 (job is running|recent job)/)
    await expect(finished(again)).toBeVisible()
    await expect(again).toContainText(`${many} have a new password`)
    await office.signInAgain()
    expect([...(await resetsIn(office)).values()]).toEqual(Array(many).fill(1))
    const { isIntact } = await office.api().audit.verify({})
    expect(isIntact).toBe(true)
    // The new session has not confirmed the own password yet.
    const exporting = again.getByRole('button', { name: 'Export results' })
    await exporting.click()
    const confirm = panel(page, 'Confirm that it is you')
    await confirm.getByRole('button', { name: 'Cancel' }).click()
    await expect(confirm).toHaveCount(0)
    await exporting.click()
    await confirm.getByLabel('Your password').fill(office.owner.password)
    const { rows } = await downloadFrom(page, () => confirm.getByRole('button', { name: 'Confirm' }).click())
    expect(rows).toHaveLength(many + 1)
    const [username = '', , password = ''] = rows.at(-1) ?? []
    expect(await canSignIn(office.door, username, password)).toBe(true)
  })
})
