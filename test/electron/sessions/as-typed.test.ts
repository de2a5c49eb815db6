import { hash } from '@node-rs/argon2'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { hashCost } from '../../../electron/passwords/hash.ts'
import { nobody, ownerName, ownerPassword, setUp } from '../../support/test-services.ts'

describe('a password at the sign-in', () => {
  it('is compared as it was typed: to the last of 256 characters, in its case, with its spaces', async () => {
    const { services, owner } = await setUp()
    const long = ` Long-Harbour 42 ${'lamp-7 '.repeat(40)}`.slice(0, 255).concat('x')
    await services.passwords.change({ currentPassword: ownerPassword, newPassword: long }, owner)
    const signIn = async (password: string) => services.sessions.signIn({ username: ownerName, password }, nobody)
    for (const other of [long.slice(0, -1), `${long.slice(0, -1)}y`, long.toLowerCase(), long.trim(), `${long} `])
      await expect(signIn(other)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect((await signIn(long)).session.username).toBe(ownerName)
  })

  it('is hashed anew where an older Keydesk had hashed it with less work', async () => {
    const { services, dataDir } = await setUp()
    const sql = new Sqlite(`${dataDir}/keydesk.db`)
    const weaker = await hash(ownerPassword, { ...hashCost, timeCost: 1, secret: services.vault.pepper() })
    sql.prepare('UPDATE users SET password_hash = ? WHERE username = ?').run(weaker, ownerName)
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
    const stored = sql.prepare('SELECT password_hash FROM users WHERE username = ?').pluck().get(ownerName)
    sql.close()
    expect(stored).toMatch(/\$m=19456,t=2,p=1\$/)
    await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  })
})
