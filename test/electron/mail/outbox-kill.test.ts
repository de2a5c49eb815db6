// @module-tag long
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { startFile } from '../../support/build-script.ts'
import { fileKeychain } from '../../support/file-keychain.ts'
import { mailDesk } from '../../support/mail-desk.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { temporaryFolder, testServices } from '../../support/test-services.ts'

const idOf = (text = '') => /^Message-ID: (.*)$/m.exec(text)?.[1]

describe('after the program ends', () => {
  it('closes at once although the server keeps it waiting, and sends at the next start', async () => {
    let asked: () => void = () => {}
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    const silent = await startMailServer({ onRcptTo: () => asked() })
    const keys = fileKeychain(temporaryFolder())
    const patience = { connectionMs: 60_000, socketMs: 60_000 }
    const desk = await mailDesk(silent.port, { security: 'none' }, { keychain: keys, mail: patience })
    desk.queueCode()
    await isAsked
    const begun = performance.now()
    await desk.close()
    // The program's own patience is a minute.
    expect(performance.now() - begun).toBeLessThan(45_000)
    await silent.close()
    const back = await startMailServer({ port: silent.port })
    const services = await desk.restart()
    await services.mail.work()
    expect(back.arrived).toHaveLength(1)
  })

  it('sends a mail again, with the same Message-ID, when a kill came after the server took it and before the store knew', async () => {
    const [dataDir, keys] = [temporaryFolder(), temporaryFolder()]
    const arrived: string[] = []
    const child: { now: ChildProcess | null } = { now: null }
    const server = await startMailServer({
      onData: (stream, _session, done) => {
        let text = ''
        stream.on('data', (chunk) => {
          text += chunk
        })
        stream.on('end', () => {
          arrived.push(text)
          // The server has taken it; whoever sent it does not live to hear so.
          if (child.now === null) return done(null)
          child.now.once('exit', () => done(null))
          child.now.kill('SIGKILL')
        })
      },
    })
    const options = { dataDir, keychain: fileKeychain(keys) }
    const desk = await mailDesk(server.port, { security: 'none', isOn: true }, { ...options, door: 'commandLine' })
    desk.queueCode()
    await desk.close()
    child.now = startFile('test/support/mail-child.ts', [dataDir, keys])
    await new Promise((resolve) => child.now?.once('exit', resolve))
    child.now = null
    const left = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
    expect(left.prepare('SELECT state, attempts FROM mail_outbox').get()).toEqual({ state: 'sending', attempts: 1 })
    left.close()
    const { services } = await testServices(options)
    await services.mail.work()
    expect(arrived).toHaveLength(2)
    expect(idOf(arrived[0])).toBe(idOf(arrived[1]))
    expect(idOf(arrived[0])).toBeTruthy()
  })
})
