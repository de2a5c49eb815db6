// Ends in the way that its second argument names. Started by crashes.test.ts.
import { Worker } from 'node:worker_threads'
import { endWithWords, watchCrashes } from '../../electron/crashes.ts'
import { createLog } from '../../electron/log.ts'

const [dataDir = '', way = ''] = process.argv.slice(2)
const log = createLog(dataDir)
watchCrashes(
  log,
  endWithWords(log, 'browser', (logId) => process.stderr.write(`log ${logId}\n`)),
)
const secret = 'Blue-Harbour-42'
const ways: Readonly<Record<string, () => unknown>> = {
  throws: () => setTimeout(() => JSON.parse(secret)),
  rejects: () => Promise.reject(Object.assign(new Error(secret), { code: 'ERR_X' })),
  rejectsWithText: () => Promise.reject(secret),
  throwsTwice: () => {
    process.nextTick(() => {
      throw new TypeError(secret)
    })
    process.nextTick(() => {
      throw new RangeError(secret)
    })
  },
  thread: () => {
    const worker = new Worker(`throw new SyntaxError('${secret}')`, { eval: true })
    worker.on('error', () => process.stdout.write('handled\n'))
  },
  threadWithoutMemory: () => {
    const worker = new Worker('const all = []; for (;;) all.push(new Array(1e5).fill(1.5))', {
      eval: true,
      resourceLimits: { maxOldGenerationSizeMb: 8 },
    })
    worker.on('error', () => process.stdout.write('handled\n'))
  },
}
ways[way]?.()
