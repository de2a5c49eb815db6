import { describe, expect, it } from 'vitest'
import { draftOf, serverFaults, serverOf, withSecurity } from '../../../renderer/mail/server-draft.ts'
import type { MailSettings } from '../../../shared/mail.ts'

const stored: MailSettings = {
  isOn: true,
  host: 'mail.nordwind.test',
  port: 587,
  security: 'starttls',
  username: 'keydesk',
  senderName: '',
  senderAddress: 'desk@nordwind.test',
  hasPassword: true,
}
const { hasPassword: _, ...server } = stored

describe('the form of the mail server', () => {
  it('shows what is stored and gives it back as it was', () => {
    expect(serverOf(draftOf(stored))).toEqual(server)
    expect(serverFaults(draftOf(stored), stored)).toEqual({})
  })

  it('follows the encryption with the usual port, not with one of our own', () => {
    const draft = draftOf(stored)
    expect(withSecurity(draft, 'tls')).toMatchObject({ port: '465' })
    expect(withSecurity(draft, 'none')).toMatchObject({ port: '25', isWeakAllowed: false })
    expect(withSecurity({ ...draft, port: '2525' }, 'tls')).toMatchObject({ port: '2525' })
  })

  it('wants the password again for another server, login or encryption', () => {
    const draft = draftOf(stored)
    for (const part of [{ host: 'evil.test' }, { port: '26' }, { username: 'root' }, withSecurity(draft, 'tls')]) {
      expect(serverFaults({ ...draft, ...part }, stored)).toEqual({ password: 'password' })
      expect(serverFaults({ ...draft, ...part, password: 'x' }, stored)).toEqual({})
    }
    expect(serverFaults({ ...draft, username: '' }, stored)).toEqual({})
    expect(serverFaults({ ...draft, host: ' MAIL.nordwind.test ' }, stored)).toEqual({})
  })

  it('sends nothing in the clear before the owner has said so', () => {
    const draft = { ...draftOf(stored), username: '', ...withSecurity(draftOf(stored), 'none') }
    expect(serverFaults(draft, stored)).toEqual({ isWeakAllowed: 'weak' })
    expect(serverFaults({ ...draft, isWeakAllowed: true }, stored)).toEqual({})
  })

  it('names what is wrong, and lets mail that is off be filled in by halves', () => {
    const draft = { ...draftOf(stored), host: '', port: '0', senderAddress: 'a@x.test, b@y.test', senderName: 'a\nb' }
    expect(serverFaults({ ...draft, username: '' }, stored)).toEqual({
      host: 'host',
      port: 'port',
      senderAddress: 'several',
      senderName: 'name',
    })
    const off = { ...draftOf(stored), isOn: false, host: '', senderAddress: '', username: '' }
    expect(serverFaults(off, stored)).toEqual({})
  })
})
