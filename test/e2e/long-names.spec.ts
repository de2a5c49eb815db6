import { layoutFaults } from './fixtures/in-view.ts'
import { addPerson, sharedOffice } from './fixtures/office.ts'
import { expectNotice, goTo, moreAction, openUsers, panel, search } from './fixtures/screens.ts'
import { expect, test } from './fixtures/test.ts'

const group = 'Gruppe_af_medarbejdere_i_Serviceafdelingen_i_Hovedkontoret_Kbh_2'
const at = sharedOffice()

for (const width of [1280, 390]) {
  // Each test has a name of its own, because the list may still show the person of the other one.
  const name = `Long${'WØg_'.repeat(30)}${width}`
  test(`names without a space push nothing out of a window of ${width} pixels`, async ({ page }) => {
    const check = (where: string) => expect.poll(() => layoutFaults(page), { message: where }).toEqual([])
    const { id, username } = await addPerson(at.office, `Long Name ${width}`)
    const { users, groups } = at.office.api()
    const contact = {
      ...{ department: group, jobTitle: group, city: 'c'.repeat(128), address: 'a'.repeat(300) },
      alternateEmail: `${'a'.repeat(64)}@${'b'.repeat(60)}.test`,
    }
    await users.edit({ id, username, displayName: name, contact, language: 'en' })
    await groups.create({ name: `${group}${width}`.slice(-64), kind: 'departments', departments: [group] })
    await openUsers(page, at.office)
    await page.setViewportSize({ width, height: 800 })
    await check('the list')
    await search(page, username, name)
    await page.getByRole('button', { name, exact: true }).click()
    const details = panel(page, name)
    await expect(details).toContainText(username)
    await check('the details')
    await details.getByRole('button', { name: 'Edit' }).click()
    await expect(panel(page, 'Edit user')).toBeVisible()
    await check('the form')
    await page.keyboard.press('Escape')
    await (await moreAction(page, details, 'Delete user')).click()
    await expect(page.getByRole('dialog').last()).toContainText(name)
    await check('what is deleted')
    await page.keyboard.press('Escape')
    await details.getByRole('button', { name: 'Edit' }).click()
    await panel(page, 'Edit user').getByRole('textbox', { name: 'Job title' }).fill('Vagt')
    await page.keyboard.press('Enter')
    await expectNotice(page, `The changes to ${name} were saved.`)
    await check('the message of what was done')
    await page.keyboard.press('Escape')
    if (width < 600) return
    await goTo(page, 'Groups')
    await expect(page.getByRole('main')).toContainText(group.slice(-20))
    await check('the groups')
  })
}
