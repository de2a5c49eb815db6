// Starts a thread of each kind and has nothing more to do, so that it ends by itself. Arguments: the program for text messages, the store.
import { createStoreCheck } from '../../electron/db/check.ts'
import { createStrength } from '../../electron/policies/strength.ts'
import { createSmsInWorker } from '../../electron/sms/sms-in-worker.ts'

const [kind = '', file = ''] = process.argv.slice(2)
const threads: Readonly<Record<string, () => unknown>> = {
  sms: () => void createSmsInWorker(() => {})({ path: file, number: '+45 20 00 10 00', text: 'Hello' }),
  strength: () => createStrength(() => ['harbour']).estimate('blue-harbour', []),
  check: () => createStoreCheck(file).run(),
}
void threads[kind]?.()
