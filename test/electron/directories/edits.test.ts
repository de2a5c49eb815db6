import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { everyEntry } from '../../../shared/audit.ts'
import type { RequestId, UserId } from '../../../shared/ids.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { uploadContacts } from '../../support/import-people.ts'
import { nobody, signedInPerson } from '../../support/test-services.ts'
import { withApproval, withRule } from '../../support/two-admins.ts'
import { codeOf, lostConnection } from '../directory/in-memory-directory.ts'
import { entry, firstPassword as password, pretendOffice } from './pretend-directory.ts'

const later = (work: () => unknown) => codeOf(Promise.resolve().then(work))
const mail = 'anna@home.test'

/** An office with Anna of the directory, whose form an admin has open. */
async function withAnna(roles: readonly RoleName[] = []) {
  const desk = await pretendOffice()
  const { services, owner, office } = desk
  office.put(entry('anna', { contact: { alternateEmail: mail, mobilePhone: '+45 1', city: 'Ribe' } }))
  await office.look()
  const anna = services.users.idOf('anna') as UserId
  if (roles.length > 0) await services.roles.set({ userId: anna, roles: [...roles] }, owner)
  const { username, displayName, language, contact } = await services.users.get({ id: anna }, owner)
  const seen = { username, displayName, language, contact }
  type Changes = Partial<typeof contact> & { readonly displayName?: string }
  const edited = ({ displayName: name = displayName, ...changes }: Changes) => ({
    ...seen,
    id: anna,
    displayName: name,
    contact: { ...contact, ...changes },
    seen,
  })
  const sql = new Sqlite(join(desk.dataDir, 'keydesk.db'), { readonly: true })
  onTestFinished(() => void sql.close())
  const onTheWay = () => sql.prepare('SELECT field, value, writer FROM contact_edits').all()
  const notes = async () => {
    const filter = { ...everyEntry, action: 'Update user.' } as const
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 20 }, owner)
    return entries.map(({ result, target, detail }) => ({ result, target, detail }))
  }
  const there = () => office.entries.get('anna')
  const vouchers = () => services.users.stored(anna)?.vouchers
  return { ...desk, anna, seen, edited, onTheWay, notes, there, vouchers }
}

describe('an edit of somebody of a directory', () => {
  it('is made there and shown here, with the names of the fields in the audit log', async () => {
    const { services, owner, ownerId, anna, edited, there, notes, vouchers, onTheWay } = await withAnna()
    await services.users.edit(edited({ displayName: 'Anna Ås', city: 'Esbjerg', alternateEmail: 'a@home.test' }), owner)
    expect(there()).toMatchObject({
      displayName: 'Anna Ås',
      contact: { city: 'Esbjerg', alternateEmail: 'a@home.test' },
    })
    expect(await services.users.get({ id: anna }, owner)).toMatchObject({
      displayName: 'Anna Ås',
      contact: { city: 'Esbjerg', mobilePhone: '+45 1' },
    })
    const detail = { fields: 'alternateEmail, city, displayName' }
    expect(await notes()).toEqual([{ result: 'success', target: 'anna', detail }])
    expect(vouchers()).toEqual({ alternateEmail: ownerId, mobilePhone: null })
    expect(onTheWay()).toEqual([])
  })

  it('that changes nothing but the language asks the directory for nothing', async () => {
    const { services, owner, office, anna, seen } = await withAnna()
    office.state.isAway = true
    await services.users.edit({ ...seen, id: anna, seen, language: 'da' }, owner)
    await services.users.edit({ ...seen, id: anna, seen: { ...seen, language: 'da' }, language: 'da' }, owner)
    expect((await services.users.get({ id: anna }, owner)).language).toBe('da')
  })

  it('overwrites nothing that was changed there meanwhile, says what is there now, and shows it', async () => {
    const { services, owner, office, anna, edited, there } = await withAnna()
    const before = there()
    office.put({
      ...(before as never as ReturnType<typeof entry>),
      contact: { ...before?.contact, city: 'Tønder' } as never,
    })
    const edit = Promise.resolve(services.users.edit(edited({ city: 'Esbjerg', jobTitle: 'Captain' }), owner))
    await expect(edit).rejects.toMatchObject({ code: 'DIRECTORY_CONFLICT', data: { field: 'city', now: 'Tønder' } })
    expect(there()?.contact).toMatchObject({ city: 'Tønder', jobTitle: '' })
    expect((await services.users.get({ id: anna }, owner)).contact.city).toBe('Tønder')
    // The list knows the new value by now, the open form does not.
    expect(await later(() => services.users.edit(edited({ city: 'Esbjerg' }), owner))).toBe('DIRECTORY_CONFLICT')
    await services.users.edit(edited({ jobTitle: 'Captain' }), owner)
    expect(there()?.contact).toMatchObject({ city: 'Tønder', jobTitle: 'Captain' })
  })

  it('leaves user names, and what the account may not change, to the directory, and says which field it is', async () => {
    const { services, owner, office, anna, edited, there } = await withAnna()
    const renamed = services.users.edit.bind(null, { ...edited({}), username: 'bodil' }, owner)
    await expect(Promise.resolve().then(renamed)).rejects.toMatchObject({
      code: 'FIELD_INVALID',
      data: { field: 'username' },
    })
    office.state.bars = { city: 'noRight' }
    const { editable } = await services.users.editable({ id: anna }, owner)
    expect(editable).toMatchObject({ fields: { city: 'noRight', mobilePhone: null }, neverExpires: null })
    await expect(Promise.resolve(services.users.edit(edited({ city: 'X', fax: '1' }), owner))).rejects.toMatchObject({
      code: 'FIELD_INVALID',
      data: { field: 'city', reason: 'noRight' },
    })
    expect(there()?.contact).toMatchObject({ city: 'Ribe', fax: '' })
    expect(await services.users.editable({ id: owner.actor.id }, owner)).toEqual({ editable: null })
  })

  it('checks only what was changed: a directory may hold what nobody could type here', async () => {
    const { services, owner, office, anna } = await withAnna()
    office.put(entry('anna', { contact: { alternateEmail: 'no address' } }))
    await office.look()
    const { username, displayName, language, contact } = await services.users.get({ id: anna }, owner)
    const edit = (more: Partial<typeof contact>) =>
      later(() =>
        services.users.edit({ id: anna, username, displayName, language, contact: { ...contact, ...more } }, owner),
      )
    expect(await edit({ city: 'Ribe' })).toBe(null)
    expect(await edit({ alternateEmail: 'no address either' })).toBe('FIELD_INVALID')
  })

  it('is made once where its answer is lost, and found out by reading', async () => {
    const { services, owner, office, edited, there, onTheWay, vouchers, ownerId } = await withAnna()
    office.state.edits = (apply) => {
      apply()
      throw lostConnection()
    }
    await services.users.edit(edited({ mobilePhone: '+45 2' }), owner)
    expect([there()?.contact.mobilePhone, vouchers()?.mobilePhone]).toEqual(['+45 2', ownerId])
    office.state.edits = () => {
      throw lostConnection()
    }
    expect(await later(() => services.users.edit(edited({ alternateEmail: 'b@home.test' }), owner))).toBe(
      'DIRECTORY_UNCERTAIN',
    )
    expect(onTheWay()).toEqual([{ field: 'alternate_email', value: 'b@home.test', writer: ownerId }])
  })

  it('is the act of whoever made it, also where a look brings it before its answer does', async () => {
    const { services, owner, office, edited, ownerId, vouchers, onTheWay } = await withAnna()
    office.state.edits = async (apply) => {
      apply()
      await office.look()
      expect(vouchers()).toMatchObject({ alternateEmail: ownerId })
    }
    await services.users.edit(edited({ alternateEmail: 'b@home.test' }), owner)
    expect([vouchers()?.alternateEmail, onTheWay()]).toEqual([ownerId, []])
  })

  it('that was lost gives no author to an address that somebody else has put there', async () => {
    const { services, owner, office, edited, anna, vouchers, there, onTheWay } = await withAnna()
    office.state.edits = () => {
      throw lostConnection()
    }
    await later(() => services.users.edit(edited({ alternateEmail: 'b@home.test' }), owner))
    office.put({
      ...(there() as ReturnType<typeof entry>),
      contact: { ...there()?.contact, alternateEmail: 'm@evil.test' } as never,
    })
    await office.look()
    // It is taken for Anna's own, which she would have to prove.
    expect([vouchers()?.alternateEmail, onTheWay()]).toEqual([anna, []])
  })
})

describe('whoever may not take the codes of somebody', () => {
  it('changes no address of an admin of the directory who reaches further', async () => {
    const { services, owner, edited, anna, there } = await withAnna(['globalAdministrator'])
    const helper = await signedInPerson(services, owner, ['userAdministrator'])
    const call = { ...helper.call(), isConfirmed: true }
    const caller = createCaller(services.serve, () => call)
    expect(await later(() => caller.users.edit(edited({ alternateEmail: 'h@evil.test' })))).toBe('NOT_ALLOWED')
    expect(await later(() => caller.users.editable({ id: anna }))).toBe('NOT_ALLOWED')
    expect(await later(() => caller.users.setNeverExpires({ id: anna, isOn: true }))).toBe('NOT_ALLOWED')
    expect(there()?.contact.alternateEmail).toBe(mail)
  })

  it('types the own password to change the address of an admin, here or there', async () => {
    const { services, owner, edited, office, there } = await withAnna()
    const confirm = () => services.serve.confirmWhen.users.edit(edited({ alternateEmail: 'b@home.test' }), owner)
    expect(confirm()).toBe(false)
    office.put({ ...(there() as ReturnType<typeof entry>), isProtected: true })
    await office.look()
    expect(confirm()).toBe(true)
  })

  it('waits for a second admin to change that of an approver, which nobody has changed until then', async () => {
    const { services, owner, edited, there, notes, vouchers } = await withAnna(['globalAdministrator'])
    const second = await signedInPerson(services, owner, ['globalAdministrator'])
    await services.policies.save(withRule(true), owner)
    const caller = createCaller(services.serve, () => owner)
    const waiting = await caller.users.edit(edited({ alternateEmail: 'b@home.test' })).then(
      () => null,
      (error: { readonly data: { readonly request: RequestId } }) => error.data.request,
    )
    expect(there()?.contact.alternateEmail).toBe(mail)
    const call = { ...second.call(), isConfirmed: true }
    await services.requests.approve({ id: waiting as RequestId }, call)
    expect(there()?.contact.alternateEmail).toBe('b@home.test')
    expect((await notes())[0]).toMatchObject({ result: 'success', detail: { approvedBy: second.username } })
    expect(vouchers()?.alternateEmail).toBe(owner.actor.id)
    // One approval is for one edit.
    expect(await later(() => services.users.edit(edited({ mobilePhone: '+45 9' }), owner))).toBe('SECOND_ADMIN_NEEDED')
    await services.users.edit(edited({ mobilePhone: '+45 9' }), withApproval(owner))
  })
})

describe('people of a directory', () => {
  const signIn = async (desk: Awaited<ReturnType<typeof withAnna>>) => {
    const { token } = await desk.services.sessions.signIn({ username: 'anna', password }, nobody)
    const call = { ...desk.services.serve.callOf(token, 'browser', false), isConfirmed: true }
    return call as typeof desk.owner
  }

  it('change their own address there, which counts once it is proved', async () => {
    const desk = await withAnna()
    const { services, anna, there, vouchers, office } = desk
    const call = await signIn(desk)
    expect((await services.account.editable({}, call)).editable?.fields.mobilePhone).toBe(null)
    const own = { alternateEmail: mail, mobilePhone: '+45 1', language: null } as const
    office.state.edits = async (apply) => {
      apply()
      // A look that comes first must not take it for the directory's own word.
      await office.look()
      expect(vouchers()).toMatchObject({ alternateEmail: anna })
    }
    await services.account.edit({ ...own, alternateEmail: 'new@home.test', language: 'da', seen: own }, call)
    expect(there()?.contact.alternateEmail).toBe('new@home.test')
    expect(vouchers()).toEqual({ alternateEmail: anna, mobilePhone: null })
    expect((await services.account.me({}, call)).language).toBe('da')
  })

  it('prove an address that the directory holds, and change none by proving', async () => {
    const desk = await withAnna()
    const { services, anna, vouchers, notes } = desk
    const call = await signIn(desk)
    services.users.putContact(anna, { alternateEmail: mail }, call, anna)
    expect(await notes()).toEqual([])
    expect(await later(() => services.users.putContact(anna, { alternateEmail: 'x@home.test' }, call, anna))).toBe(
      'IN_DIRECTORY',
    )
    expect(vouchers()).toEqual({ alternateEmail: null, mobilePhone: null })
  })

  it('have a password that never expires where an admin says so', async () => {
    const { services, owner, anna, there, notes } = await withAnna()
    await services.users.setNeverExpires({ id: anna, isOn: true }, owner)
    expect(there()?.password.neverExpires).toBe(true)
    expect(await services.users.get({ id: anna }, owner)).toMatchObject({ neverExpires: true })
    expect((await notes())[0]).toMatchObject({ detail: { neverExpires: 'true' } })
    await services.users.setNeverExpires({ id: anna, isOn: false }, owner)
    expect(await services.users.get({ id: anna }, owner)).toMatchObject({ neverExpires: false })
  })

  it('are named row by row by an import of contact information, which changes nothing of them', async () => {
    const { services, owner, office } = await pretendOffice()
    const username = 'bo@nordwind.test'
    office.put(entry('bo', { username, contact: { mobilePhone: '+45 1' } }))
    await office.look()
    const importId = await uploadContacts(services, owner, `User name,Mobile phone\n${username},+45 9\n`)
    const { problems, changing } = await services.imports.previewContacts({ importId }, owner)
    expect(changing).toBe(0)
    expect(problems).toMatchObject([{ person: username, reason: 'inDirectory' }])
    expect(office.entries.get('bo')?.contact.mobilePhone).toBe('+45 1')
  })
})
