import { BerWriter, Client, EqualityFilter, NoSuchObjectError, ResultCodeError } from 'ldapts'
import type { Directory, Entry } from '../../../electron/directory/directory.ts'
import { DomainError } from '../../../shared/errors.ts'
import { type Contact, contactFields } from '../../../shared/users.ts'
import { manager, people, replace } from './slapd.ts'

const attributes = ['uid', 'displayName', 'mail', 'entryUUID', 'userPassword', 'pwdChangedTime', 'pwdReset']
const emptyContact = Object.fromEntries(contactFields.map((field) => [field, ''])) as Contact

/** Milliseconds UTC of a GeneralizedTime (RFC 4517, 3.3.13) as OpenLDAP writes it. */
function instantOf(text: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text) ?? []
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}

/** The value of Password Modify (RFC 3062): a plain write would take what looks like a hash for one. */
function newPassword(dn: string, password: string): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeString(dn, 0x80)
  writer.writeString(password, 0x82)
  writer.endSequence()
  return writer.buffer
}

/** As much of an OpenLDAP as a port can be tried on: reads, binds, resets and requires a change. It is not yet the product's. */
export function createOpenLdap({ url, patience = 5000 }: { readonly url: string; readonly patience?: number }) {
  const open = () => new Client({ url, timeout: patience, connectTimeout: patience })

  async function asManager<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = open()
    try {
      await client.bind(manager.dn, manager.password).catch(() => {
        throw new DomainError('DIRECTORY_UNREACHABLE')
      })
      return await work(client)
    } finally {
      await client.unbind().catch(() => {})
    }
  }

  async function find(client: Client, key: string) {
    const filter = new EqualityFilter({ attribute: 'entryUUID', value: key })
    const { searchEntries } = await client.search(people, { scope: 'one', filter, attributes }).catch((error) => {
      if (error instanceof NoSuchObjectError || error instanceof ResultCodeError) return { searchEntries: [] }
      throw new DomainError('DIRECTORY_UNREACHABLE')
    })
    return searchEntries[0] ?? null
  }

  async function mustFind(client: Client, key: string) {
    const found = await find(client, key)
    if (found === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return found
  }

  const read = (key: string): Promise<Entry | null> =>
    asManager(async (client) => {
      const found = await find(client, key)
      if (found === null) return null
      const changed = typeof found.pwdChangedTime === 'string' ? found.pwdChangedTime : null
      const isSet = found.userPassword !== undefined && found.userPassword.length > 0
      return {
        key,
        // One that was there before the overlay has no time.
        version: isSet ? (changed ?? 'from before') : null,
        username: String(found.uid),
        displayName: String(found.displayName),
        contact: { ...emptyContact, alternateEmail: String(found.mail ?? '') },
        isBlocked: false,
        password: {
          isSet,
          mustChange: found.pwdReset === 'TRUE',
          changedAt: changed === null ? null : instantOf(changed),
          neverExpires: false,
        },
      }
    })

  async function receiptOf(key: string) {
    const entry = await read(key)
    return { version: entry?.version ?? '', changedAt: entry?.password.changedAt ?? 0, write: null }
  }

  const directory: Directory = {
    kind: 'openLdap',
    capabilities: { writes: 'external' },
    read,
    verify: async (key, password) => {
      const entry = key === null ? null : await read(key)
      const client = open()
      try {
        await client.bind(`uid=${entry?.username ?? 'nobody'},${people}`, password)
        return { kind: 'right', version: entry?.version ?? '' }
      } catch (error) {
        if (error instanceof ResultCodeError) return { kind: 'wrong' }
        throw new DomainError('DIRECTORY_UNREACHABLE')
      } finally {
        await client.unbind().catch(() => {})
      }
    },
    reset: async (key, { password, mustChange }) => {
      await asManager(async (client) => {
        const { dn } = await mustFind(client, key)
        await client.exop('1.3.6.1.4.1.4203.1.11.1', newPassword(dn, password)).catch((error) => {
          throw error instanceof ResultCodeError ? new DomainError('DIRECTORY_REFUSED') : error
        })
        await client.modify(dn, replace('pwdReset', mustChange ? 'TRUE' : 'FALSE'))
      })
      return receiptOf(key)
    },
    requireChange: async (key) => {
      await asManager(async (client) => {
        const { dn } = await mustFind(client, key)
        await client.modify(dn, replace('pwdReset', 'TRUE'))
      })
      return receiptOf(key)
    },
  }
  return directory
}
