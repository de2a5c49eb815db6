import { createWords } from '../../shared/i18n/i18n.ts'
import type { GroupId, UserId } from '../../shared/ids.ts'
import { addressKey } from '../../shared/rules/mail-address.ts'
import type { TemplateData, TemplateName } from '../../shared/rules/mail-template.ts'
import { canReset, type RoleName, rolesReaching } from '../../shared/rules/role-matrix.ts'
import { checkEmail } from '../../shared/rules/username.ts'
import type { Events, MethodsChange, Reachable } from '../events/events.ts'
import type { Contacts } from '../registration/contacts.ts'
import type { MailPort } from '../registration/proofs.ts'
import type { Call } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { StoredUser } from '../users/users-store.ts'

export type NoticesDeps = {
  readonly mail: MailPort
  readonly values: Values
  readonly stored: (id: number) => StoredUser | null
  /** Enabled people with one of these roles, those with a role limited to groups included. */
  readonly holdersOf: (roles: readonly RoleName[]) => readonly StoredUser[]
  readonly isIn: (userId: UserId, groups: readonly GroupId[]) => boolean
  readonly contacts: Pick<Contacts, 'counts' | 'hasGoodEmail'>
  readonly events: Events
  readonly now: () => number
}
export type Notices = ReturnType<typeof createNotices>

/** Microsoft's order for "Contact your administrator": the mail goes to the first of these levels that anybody holds (Entra: helpdesk link). */
const helpTiers: readonly (readonly RoleName[])[] = [
  ['helpdeskAdministrator', 'passwordAdministrator'],
  ['userAdministrator'],
  ['globalAdministrator'],
]
const maximumRecipients = 100

/** Mails that tell people what happened to their account, queued inside the caller's transaction. */
export function createNotices(deps: NoticesDeps) {
  /** The alternate address where it counts, else the user name if that is an address (Entra: notifications). */
  function addressOf(user: StoredUser): string | null {
    const { alternateEmail } = user.contact
    const to = alternateEmail !== '' && deps.contacts.hasGoodEmail(user) ? alternateEmail : user.username
    return checkEmail(to) ? to : null
  }

  function tell<T extends TemplateName>(
    user: StoredUser,
    template: T,
    data: TemplateData<T>,
    addresses: readonly (string | null)[] = [addressOf(user)],
  ): void {
    const language = deps.values.languageOf(user)
    for (const to of new Set(addresses)) {
      if (to !== null) deps.mail.queue({ to, template, language, data, expiresAt: null })
    }
  }

  /** The people who could reset the person's password and have an address; each address once, and none of the person's own. */
  function helpersOf(user: StoredUser | null, roles: readonly RoleName[]): readonly StoredUser[] {
    const { username = '', contact } = user ?? {}
    const known = new Set(['', addressKey(username), addressKey(contact?.alternateEmail ?? '')])
    const id = user?.id ?? (0 as UserId)
    return deps.holdersOf(roles).filter((admin) => {
      if (admin.id === id || !canReset(rolesReaching(admin, id, deps.isIn), user?.roles ?? [])) return false
      const address = addressKey(addressOf(admin) ?? '')
      const isNew = !known.has(address)
      known.add(address)
      return isNew
    })
  }

  /** Reports a change of methods (OWASP ASVS 6.3.7). No policy switches this mail off, and it holds neither address nor code. */
  function methodsChanged(user: StoredUser, change: MethodsChange, addresses: readonly (string | null)[]): void {
    if (!deps.mail.isOn()) return
    const language = deps.values.languageOf(user)
    const what = createWords(language).t(`registration.changes.${change}`)
    const data = { name: user.displayName, username: user.username, change: what, time: deps.now() }
    for (const to of new Set(addresses)) {
      if (to !== null) deps.mail.queue({ to, template: 'methodsChanged', language, data, expiresAt: null })
    }
  }

  /** Tells an earlier address that codes do not go there any more. */
  function ownContactChanged(before: StoredUser, after: Reachable): void {
    const earlier = addressOf(before)
    const isLost = (field: keyof Reachable) =>
      before.contact[field] !== after[field] && deps.contacts.counts(before, field)
    if (isLost('alternateEmail')) methodsChanged(before, 'emailRemoved', [earlier])
    if (isLost('mobilePhone')) methodsChanged(before, 'phoneChanged', [earlier])
  }

  /** Tells somebody that their password was reset by an admin or by self-service. */
  function newPassword(user: StoredUser, kind: 'reset' | 'selfService', call: Call): void {
    if (!deps.mail.isOn()) return
    const { mustTellUsers, mustTellAdmins } = deps.values.policies().selfService
    const time = deps.now()
    const template = kind === 'reset' ? 'passwordWasReset' : 'passwordChanged'
    // The sign-in mailbox is told too, because the password may have been reset by somebody who entered the other address (Entra:
    // notifications).
    const isOwnMailboxTold = kind === 'selfService' && checkEmail(user.username)
    const addresses = [addressOf(user), isOwnMailboxTold ? user.username : null]
    if (mustTellUsers) tell(user, template, { name: user.displayName, username: user.username, time }, addresses)
    if (!mustTellAdmins || user.roles.length === 0) return
    const by = call.actor?.displayName ?? ''
    const others = deps.holdersOf(['globalAdministrator']).filter(({ id }) => id !== user.id && id !== call.actor?.id)
    for (const admin of others.slice(0, maximumRecipients)) {
      tell(admin, 'adminNotice', { name: admin.displayName, person: user.displayName, by, time })
    }
  }

  deps.events.on('methodsChanged', ({ userId, change }) => {
    const user = deps.stored(userId)
    if (user !== null) methodsChanged(user, change, [addressOf(user)])
  })
  deps.events.on('ownContactChanges', ({ before, after }) => ownContactChanged(before, after))
  deps.events.on('passwordChanged', ({ user, kind }, call) => {
    if (kind !== 'change') newPassword(user, kind, call)
  })

  return {
    addressOf,
    methodsChanged,
    /**
     * Tells the people who could reset the password that somebody asks for help. For a name that does not exist the same work is done, and
     * nobody is told.
     */
    helpAsked: (user: StoredUser | null, message: string): void => {
      if (!deps.mail.isOn()) return
      const admins = helpTiers.map((roles) => helpersOf(user, roles)).find((tier) => tier.length > 0) ?? []
      for (const admin of admins.slice(0, maximumRecipients)) {
        const data = {
          name: admin.displayName,
          person: user?.displayName ?? admin.displayName,
          message,
          time: deps.now(),
        }
        if (user !== null) tell(admin, 'helpRequest', data)
        else
          deps.mail.queueDecoy({
            template: 'helpRequest',
            language: deps.values.languageOf(admin),
            data,
            expiresAt: null,
          })
      }
    },
  }
}
