import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { defaultSelfService } from '../../shared/rules/self-service.ts'
import { settingsFor } from '../support/mail-server.ts'
import { addPerson, givePassword, importWorkers, type Office, sharedOffice } from './fixtures/office.ts'
import { appearancesOf, checkScreen } from './fixtures/screen-checks.ts'
import { openSection } from './fixtures/settings.ts'
import { expect, test } from './fixtures/test.ts'
import { button, dialog, field, goTo, heading, leave, signIn, type Tour } from './fixtures/tour-steps.ts'

let folder = ''
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-e2e-contacts-'))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function selfServiceOn(office: Office): Promise<void> {
  const { policies } = await office.api().policies.get({})
  const selfService = { ...defaultSelfService, enabledFor: 'all', methods: ['email', 'deskCode'] } as const
  await office.api().policies.save({ ...policies, selfService })
  // Nothing has to arrive: an address counts once Keydesk sends mail at all.
  await office.api().mail.save({ server: settingsFor(9, { security: 'none' }), password: { kind: 'none' } })
}

async function open(page: Page, office: Office, language: Language): Promise<Tour> {
  await page.addInitScript((chosen) => localStorage.setItem('keydesk.language', chosen), language)
  await page.goto(office.door.address())
  const t = createWords(language).t as unknown as Tour['t']
  const tour: Tour = { page, t, stop: (name) => checkScreen(page, name, language) }
  await signIn(tour, office.owner)
  await heading(tour, 'users.title')
  await goTo(tour, 'settings.title')
  await openSection(page, t('settings.registration'), t)
  return tour
}

const report = ({ page, t }: Tour) => page.getByRole('table', { name: t('registration.report.table') })
const count = ({ page, t }: Tour, name: string) =>
  page.getByRole('group').getByRole('button', { name: new RegExp(`^${t(`registration.report.counts.${name}`)}`) })

async function choose({ page, t }: Tour, panel: Locator, name: string, text: string): Promise<void> {
  const path = join(folder, name)
  writeFileSync(path, text)
  const chooser = page.waitForEvent('filechooser')
  await panel.getByRole('button', { name: t('imports.chooseFile') }).click()
  await (await chooser).setFiles(path)
}

async function confirmOwn(tour: Tour, password: string): Promise<void> {
  const asked = dialog(tour, 'app.confirmTitle')
  await asked.getByLabel(tour.t('app.yourPassword'), { exact: true }).fill(password)
  await asked.getByRole('button', { name: tour.t('app.confirm'), exact: true }).click()
}

test.describe('an office where self-service is on', () => {
  const at = sharedOffice(async (office) => {
    await selfServiceOn(office)
    await givePassword(office, await addPerson(office, 'Ida Krog'))
    await givePassword(office, await addPerson(office, 'Jens Dahl'))
    await importWorkers(office, 60)
  })

  test('an admin imports contact information and sees at once who has become capable', async ({ page }) => {
    const tour = await open(page, at.office, 'en')
    await expect(page.getByText('No users have registered methods yet.')).toBeVisible()
    await expect(count(tour, 'capable')).toContainText('0')
    await count(tour, 'enabled').click()
    await expect(report(tour).getByRole('row')).toHaveCount(4)
    await count(tour, 'enabled').click()
    await expect(page.getByRole('navigation', { name: 'Pages of the report' })).toContainText('1–50 of 63')

    await page.getByRole('button', { name: 'Import contact information' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Import contact information' })
    const lines = [
      'User name,Alternate email address,Mobile phone,Office phone',
      'ida.krog@nordwind.test,ida@home.test,,',
      'jens.dahl@nordwind.test,"jens@home.test,eve@home.test",,',
      'nobody@nordwind.test,a@home.test,,',
    ]
    await choose(tour, panel, 'contacts.csv', lines.join('\n'))
    await expect(panel.getByRole('status')).toHaveText(
      '1 person gets new contact information. 2 rows have problems and will be left out.',
    )
    await expect(panel.getByRole('table', { name: '2 problems' })).toContainText(
      'There is no user with this user name.',
    )
    await expect(panel.getByRole('table', { name: 'The first changes' })).toContainText('ida@home.test')
    await panel.getByRole('button', { name: 'Update 1 person' }).click()
    await confirmOwn(tour, at.office.owner.password)
    await expect(panel.getByRole('status')).toHaveText('1 person has new contact information.')
    await panel.getByRole('button', { name: 'Close' }).last().click()
    await expect(panel).toHaveCount(0)

    await count(tour, 'capable').click()
    await expect(report(tour).getByRole('row')).toHaveCount(2)
    await expect(report(tour).getByRole('row').last()).toContainText('Ida Krog')
    await expect(report(tour).getByRole('row').last()).toContainText('Email')

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export report' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^keydesk-registration-\d{4}-\d\d-\d\d\.csv$/)
    expect(readFileSync(await file.path(), 'utf8')).toBe(
      '\ufeffDisplay name,User name,Admin,Enabled,Registered,Can reset,Methods\r\n' +
        'Ida Krog,ida.krog@nordwind.test,No,Yes,Yes,Yes,Email\r\n',
    )
  })

  test('what changes elsewhere appears without a press, and a search that finds nobody can be cleared', {
    tag: '@long',
  }, async ({ page }) => {
    const tour = await open(page, at.office, 'en')
    const person = await addPerson(at.office, 'Nora Ny')
    await field(tour, 'registration.report.search').fill('nora.ny')
    await expect(report(tour).getByRole('row').last()).toContainText('Nora Ny')
    await expect(report(tour).getByRole('row').last()).not.toContainText('Yes')
    await givePassword(at.office, person)
    await expect(report(tour).getByRole('row').last()).toContainText('Yes')
    await field(tour, 'registration.report.search').fill('no such person')
    await expect(page.getByRole('heading', { name: 'No users found' })).toBeVisible()
    await page.getByRole('button', { name: 'Clear search and filter' }).click()
    await expect(report(tour).getByRole('row')).toHaveCount(51)
  })

  test('a template has the headings that the import reads', { tag: '@long' }, async ({ page }) => {
    const tour = await open(page, at.office, 'da')
    await button(tour, 'users.contactFile.title').first().click()
    const download = page.waitForEvent('download')
    await button(tour, 'users.contactFile.template').click()
    const text = readFileSync(await (await download).path(), 'utf8')
    expect(text).toBe('\ufeffBrugernavn;Alternativ mailadresse;Mobiltelefon;Arbejdstelefon\r\n')
    const panel = dialog(tour, 'users.contactFile.title')
    await choose(tour, panel, 'skabelon.csv', `${text}jens.dahl@nordwind.test;;+45 20123456;`)
    await expect(panel.getByRole('status')).toHaveText('1 person får nye kontaktoplysninger.')
  })
})

test.describe('an office where self-service is off', () => {
  const at = sharedOffice((office) => importWorkers(office, 60))

  for (const { language, title, options } of appearancesOf({ language: 'sv', display: 'forced' })) {
    test.describe(`in ${title}`, () => {
      test.use(options)
      test('the report and the import', { tag: '@long' }, async ({ page }) => {
        const tour = await open(page, at.office, language)
        await expect(report(tour)).toBeVisible()
        await expect(page.getByText(tour.t('registration.report.offText'))).toBeVisible()
        await tour.stop('registration')
        await count(tour, 'capable').click()
        await expect(page.getByText(tour.t('registration.report.emptyText'))).toBeVisible()
        await tour.stop('nobody capable')
        await button(tour, 'users.contactFile.title').first().click()
        const panel = dialog(tour, 'users.contactFile.title')
        await expect(button(tour, 'users.contactFile.template')).toBeVisible()
        await tour.stop('choosing a file')
        const rows = ['worker001@nordwind.test,w1@home.test,+45 1', 'worker001@nordwind.test,-,', 'x@y.test,a,']
        await choose(tour, panel, `${language}.csv`, ['User name,Alternate email,Mobile', ...rows].join('\n'))
        await expect(panel.getByRole('table', { name: tour.t('users.contactFile.sample') })).toBeVisible()
        await tour.stop('preview')
        await leave(tour, panel)
        await button(tour, 'registration.report.openPolicy').click()
        await expect(page.getByRole('region', { name: tour.t('policies.tabs.selfService'), exact: true })).toBeVisible()
      })
    })
  }
})
