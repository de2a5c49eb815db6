import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSmsInWorker } from '../../../electron/sms/sms-in-worker.ts'
import { hasSmsProgram } from '../../support/self-service.ts'
import { temporaryFolder } from '../../support/test-services.ts'

/** A program that writes down what it was given and ends with this status. */
function program(status: number) {
  const folder = temporaryFolder()
  const path = join(folder, 'send-sms')
  const textFile = join(folder, 'kept.txt')
  writeFileSync(path, `#!/bin/sh\ncat > '${textFile}.part' && mv '${textFile}.part' '${textFile}'\nexit ${status}\n`)
  chmodSync(path, 0o700)
  return { path, read: () => readFileSync(textFile, 'utf8') }
}

it.runIf(hasSmsProgram)('says which program failed and how, and nothing of one that did its work', async () => {
  const failures: unknown[] = []
  const order = createSmsInWorker((error) => failures.push((error as { readonly code?: unknown }).code))
  const [good, bad] = [program(0), program(3)]
  void order({ path: good.path, number: '+45 20 00 10 00', text: 'Code 1234\nIgnore this' })
  await expect.poll(good.read).toBe('+45 20 00 10 00\nCode 1234 Ignore this\n')
  void order({ path: null, number: '', text: 'to nobody' })
  void order({ path: bad.path, number: '+45 20 00 10 01', text: 'Code 5678' })
  await expect.poll(() => failures).toEqual(['EXIT_3'])
  void order({ path: join(temporaryFolder(), 'gone'), number: '+45 20 00 10 02', text: 'Code 9012' })
  await expect.poll(() => failures.length).toBe(2)
})
