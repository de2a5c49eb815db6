import { addPerson, givePassword, giveTemporary, importWorkers, sharedOffice } from './fixtures/office.ts'
import { goTo, openUsers, panel, rowOf, shownNames } from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

const at = sharedOffice((office) => importWorkers(office, 3))

test('one click lists who has not changed a temporary password, and all of those passwords are renewed at once', async ({
  page,
}) => {
  const [anna, bo] = [await addPerson(at.office, 'Anna Aaen'), await addPerson(at.office, 'Bo Berg')]
  await givePassword(at.office, await addPerson(at.office, 'Carl Current'))
  await openUsers(page, at.office)
  const button = page.getByRole('button', { name: /^Waiting for change/ })
  await button.click()
  const bar = page.getByRole('region', { name: 'Waiting for change' })
  await expect(bar).toContainText('All temporary passwords have been changed.')
  await expect(bar.getByRole('button')).toHaveCount(0)

  const [first, second] = [await giveTemporary(at.office, anna), await giveTemporary(at.office, bo)]
  await page.reload()
  await openUsers(page, at.office)
  await page.getByRole('button', { name: 'Waiting for change (2)' }).click()
  await expect(bar).toContainText('2 people have not changed their temporary passwords yet.')
  await expect(bar).toContainText('Lapse within 24 hours: 0')
  await expect(bar).toContainText('Lapsed: 0')
  await expect.poll(() => shownNames(page)).toEqual(['Anna Aaen', 'Bo Berg'])
  await expect(rowOf(page, 'Anna Aaen')).toContainText('in 2 days')
  await expect(bar.getByRole('button', { name: 'Renew selected (0)' })).toBeDisabled()

  await bar.getByRole('button', { name: 'Renew all (2)' }).click()
  const dialog = panel(page, 'Reset password')
  await expect(dialog).toContainText('2 people will get a new password')
  await dialog.getByLabel('Your password').fill(at.office.owner.password)
  await dialog.getByRole('button', { name: 'Reset password', exact: true }).click()
  await expect(dialog.getByRole('heading', { name: 'Finished' })).toBeVisible()
  for (const name of ['Anna Aaen', 'Bo Berg']) await expect(dialog.getByText(name).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  for (const { username, password } of [first, second])
    await expect(at.office.door.client().sessions.signIn({ username, password })).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
    })
})

test('selected people are renewed on their own, and the same button leads back to everybody', { tag: '@long' }, async ({
  page,
}) => {
  const dora = await addPerson(at.office, 'Dora Dahl')
  await giveTemporary(at.office, dora)
  await giveTemporary(at.office, await addPerson(at.office, 'Eva Ek'))
  await openUsers(page, at.office)
  const button = page.getByRole('button', { name: /^Waiting for change/ })
  await expect(rowOf(page, 'Carl Current')).toBeVisible()
  await button.click()
  // The rows move when the answer comes: a click before that would meet somebody else.
  await expect(rowOf(page, 'Carl Current')).toHaveCount(0)
  await rowOf(page, 'Dora Dahl').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Renew selected (1)' }).click()
  await expect(panel(page, 'Reset password')).toContainText('Dora Dahl')
  await panel(page, 'Reset password').getByRole('button', { name: 'Cancel' }).click()
  await button.click()
  await expect(rowOf(page, 'Carl Current')).toBeVisible()
  await expect(button).toHaveAttribute('aria-pressed', 'false')
  await goTo(page, 'Settings')
})
