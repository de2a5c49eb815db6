// Takes the locks of many folders, each at an instant that another process knows too, keeps them until its input ends, and says which it got: 1 or 0 for each.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type FolderLock, lockFolder } from '../../electron/db/folder-lock.ts'
import { isDomainError } from '../../shared/errors.ts'

const [root = '', begin = '', rounds = ''] = process.argv.slice(2)
let got = ''
// Held in an array, because a lock that is garbage collected is released.
const held: FolderLock[] = []
for (let round = 0; round < Number(rounds); round += 1) {
  const folder = join(root, String(round))
  mkdirSync(folder, { recursive: true })
  // Waits actively, because no timer is exact to the microsecond.
  while (performance.timeOrigin + performance.now() < Number(begin) + round * 400);
  try {
    held.push(lockFolder(folder, 'browser'))
    got += '1'
  } catch (error) {
    if (!isDomainError(error, 'FOLDER_IN_USE')) throw error
    got += '0'
  }
}
process.stdout.write(got)
// Stays alive until it is told to end, because the end of the process releases the locks that the other one is still asking for.
for await (const _ of process.stdin);
for (const lock of held) lock.release()
