import type { Page } from '@playwright/test'
import { defaultPolicies } from '../../shared/rules/policy.ts'
import { agePasswords } from './fixtures/days-passed.ts'
import {
  type Account,
  addPerson,
  givePassword,
  giveTemporary,
  newPassword,
  type Office,
  type Person,
  sharedOffice,
} from './fixtures/office.ts'
import { openUsers, rowOf, search, signIn } from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

type Cast = Readonly<
  Record<'none' | 'temporary' | 'lapsed' | 'current' | 'soon' | 'expired' | 'never', Account & Person>
>
let cast: Cast | null = null

async function fill(office: Office): Promise<void> {
  const { users, policies } = office.api()
  await policies.save({ ...defaultPolicies, expiration: { isOn: true, days: 90, remindDays: 14, startsAt: null } })
  const person = (name: string) => addPerson(office, name)
  const withPassword = async (who: Person) => ({ ...who, ...(await givePassword(office, who)) })
  const withTemporary = async (who: Person) => ({ ...who, ...(await giveTemporary(office, who)) })
  const people = {
    none: { ...(await person('Nora None')), password: newPassword() },
    temporary: await withTemporary(await person('Tilde Temporary')),
    lapsed: await withTemporary(await person('Lars Lapsed')),
    current: await withPassword(await person('Karen Current')),
    soon: await withPassword(await person('Signe Soon')),
    expired: await withPassword(await person('Erik Expired')),
    never: await withPassword(await person('Nils Never')),
  }
  await users.setNeverExpires({ id: people.never.id, isOn: true })
  await agePasswords(office, [people.lapsed], 4)
  await agePasswords(office, [people.soon], 80)
  await agePasswords(office, [people.expired, people.never], 100)
  cast = people
}

const at = sharedOffice(fill)
const of = (state: keyof Cast) => (cast as Cast)[state]

async function enter(page: Page, state: keyof Cast): Promise<void> {
  await signIn(page, at.office.door, of(state))
}

async function expectPage(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

test('the list knows every state', async ({ page }) => {
  await openUsers(page, at.office)
  const states = [
    ['none', 'No password'],
    ['temporary', 'Temporary'],
    ['lapsed', 'Temporary, lapsed'],
    ['current', 'Current'],
    ['soon', 'Expires soon'],
    ['expired', 'Expired'],
    ['never', 'Never expires'],
  ] as const
  for (const [state, text] of states) {
    const { displayName } = of(state)
    await search(page, displayName, displayName)
    await expect(rowOf(page, displayName).getByText(text, { exact: true }), state).toBeVisible()
  }
})

for (const state of ['none', 'lapsed'] as const) {
  test(`a password that is ${state} signs nobody in`, { tag: state === 'lapsed' ? [] : '@long' }, async ({ page }) => {
    await enter(page, state)
    await expect(page.getByRole('alert')).toHaveText(
      "The user name or password is wrong, or this account can't sign in right now.",
    )
    await expectPage(page, 'Sign in')
  })
}

for (const state of ['temporary', 'expired'] as const) {
  test(`a password that is ${state} leads to choosing a new one, and then signs in`, {
    tag: state === 'expired' ? [] : '@long',
  }, async ({ page }) => {
    await enter(page, state)
    await expectPage(page, 'Choose a new password')
    await expect(page.getByRole('navigation')).toHaveCount(0)
    const password = newPassword()
    await page.getByLabel('New password', { exact: true }).fill(password)
    await page.getByLabel('Confirm new password').fill(password)
    await page.getByRole('button', { name: 'Save password' }).click()
    await expectPage(page, 'My account')
    await expect(page.getByRole('main')).toContainText('Current')
  })
}

for (const [state, text] of [
  ['current', 'Current'],
  ['soon', 'Expires soon'],
  ['never', 'Never expires'],
] as const) {
  test(`a password that is ${state} signs in at once, and My account shows its state`, {
    tag: state === 'soon' ? [] : '@long',
  }, async ({ page }) => {
    await enter(page, state)
    await expectPage(page, 'My account')
    await expect(page.getByRole('main').getByText(text, { exact: true })).toBeVisible()
  })
}
