import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createEvents } from '../../../electron/events/events.ts'
import type { UserId } from '../../../shared/ids.ts'
import { nobody, temporaryFolder } from '../../support/test-services.ts'

function opened() {
  const db = openDatabase(temporaryFolder())
  onTestFinished(() => db.close())
  db.sql.exec('CREATE TABLE note (text TEXT) STRICT')
  const put = (text: string) => db.sql.prepare('INSERT INTO note VALUES (?)').run(text)
  const notes = () => db.sql.prepare('SELECT text FROM note ORDER BY rowid').pluck().all()
  return { db, events: createEvents(db.sql), put, notes }
}
const userId = 7 as UserId

it('each listener is called in the order of registration, with the facts and the call', () => {
  const { db, events } = opened()
  const heard: unknown[] = []
  events.on('userShutOut', (facts, call) => heard.push(['first', facts, call]))
  events.on('userShutOut', (facts) => heard.push(['second', facts]))
  events.on('userDeleted', () => heard.push('another event'))
  db.transaction(() => events.raise('userShutOut', { userId }, nobody))
  expect(heard).toEqual([
    ['first', { userId }, nobody],
    ['second', { userId }],
  ])
})

it('an error in a listener undoes what was done before, by whoever raised the event and by other listeners', () => {
  const { db, events, put, notes } = opened()
  events.on('userDeleted', () => put('a listener'))
  events.on('userDeleted', () => {
    throw new Error('no')
  })
  const work = () =>
    db.transaction(() => {
      put('the change')
      events.raise('userDeleted', { userId }, nobody)
    })
  expect(work).toThrow('no')
  expect(notes()).toEqual([])
})

it('an event outside a transaction is refused, because what follows from it could not be undone', () => {
  const { events } = opened()
  expect(() => events.raise('userDeleted', { userId }, nobody)).toThrow('outside a transaction')
})
