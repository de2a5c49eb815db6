import type { SignedInCall } from '../../electron/rpc/call.ts'
import type { Services } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { portalOff } from '../../shared/portal.ts'
import { settingsFor, startMailServer } from './mail-server.ts'
import { linkIn } from './mailed-link.ts'
import { openPortal } from './portal.ts'
import { addPerson, type TestOptions } from './test-services.ts'

type World = { readonly services: Services; readonly owner: SignedInCall; readonly id: UserId }
type Person = { readonly id: UserId; readonly username: string }

export const users = (...ids: UserId[]) => ({ kind: 'users', ids }) as const

/** What an admin writes down as somebody's own mailbox, which counts at once. */
export async function giveAddress(
  services: Services,
  owner: SignedInCall,
  { id, username }: Person,
  alternateEmail?: string,
) {
  const address = alternateEmail ?? `${username.split('@')[0]}@home.test`
  const contact = { alternateEmail: address }
  await services.users.edit({ id, username, displayName: username, contact, language: null }, owner)
  return address
}

/** An office with a mail server and a portal that are really there, and somebody who has forgotten their password. */
export async function linkDesk(options: TestOptions = {}) {
  const { arrived, port } = await startMailServer()
  const desk = await openPortal(options)
  const { services, owner } = desk
  await services.mail.save({ server: settingsFor(port, { security: 'none' }), password: { kind: 'none' } }, owner)
  const person = await addPerson(services, owner)
  const address = await giveAddress(services, owner, person)
  /** Sends a link as the owner and answers what is in the mail. */
  const sendLink = async (id: UserId = person.id) => {
    await services.links.send({ selection: users(id) }, owner)
    await services.mail.work()
    return linkIn(arrived.at(-1))
  }
  const spend = (token: string) => desk.call('myLinks/spend', { token })
  return { ...desk, arrived, mailPort: port, person, address, sendLink, spend }
}

/** One link, where nobody reads it. */
export async function sendLinkOnce({ services, owner, id }: World): Promise<void> {
  const { port } = await startMailServer()
  await services.mail.save({ server: settingsFor(port, { security: 'none' }), password: { kind: 'none' } }, owner)
  // Nothing listens in this process; what counts is that the settings say open.
  await services.portal.save({ ...portalOff, isOn: true, hostName: 'portal.nordwind.test' }, owner)
  const { username } = await services.users.get({ id }, owner)
  await giveAddress(services, owner, { id, username })
  await services.links.send({ selection: users(id) }, owner)
}
