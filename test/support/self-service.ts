import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SignedInCall } from '../../electron/rpc/call.ts'
import type { Services } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import type { Proof } from '../../shared/recovery.ts'
import { defaultPolicies, type Policies } from '../../shared/rules/policy.ts'
import { defaultSelfService, type SelfServicePolicy } from '../../shared/rules/self-service.ts'
import { type Arrived, codeIn, settingsFor, startMailServer } from './mail-server.ts'
import { signedIn } from './signed-in.ts'
import { nobody, signedInPerson, temporaryFolder } from './test-services.ts'

/** Self-service for everybody, with whatever else is wanted. */
export function selfServiceFor(part: Partial<SelfServicePolicy> = {}): Policies {
  return { ...defaultPolicies, selfService: { ...defaultSelfService, enabledFor: 'all', ...part } }
}

export async function begin(services: Services, username: string, purpose: 'reset' | 'unlock' = 'reset') {
  return (await services.recovery.begin({ username, purpose, language: 'en' }, nobody)).attempt
}

export function prove(services: Services, attempt: string, proof: Proof) {
  return services.recovery.prove({ attempt, proof }, nobody)
}

export function deskCode(services: Services, owner: SignedInCall, userId: UserId): string {
  const { code } = services.recovery.createDeskCode({ userId }, owner) as { code: string }
  return code
}

/** A code of eight digits that is not this one. */
export function otherCode(code: string): string {
  const digits = code.replace(' ', '')
  return `${(Number(digits[0]) + 1) % 10}${digits.slice(1)}`
}

/** The code in the mail that arrived first. */
export function mailedCode([mail]: readonly Arrived[]): string {
  return mail === undefined ? '' : codeIn(mail)
}

export const answers = ['Aarhus', 'Skagen', 'Viborg', 'Odense', 'Ribe'] as const

/** Registers the first questions that are offered, with the answers above; answers which belongs to which. */
export async function registerQuestions(services: Services, call: SignedInCall) {
  const { offered, count } = await services.registration.questions({ language: 'en' }, call)
  const given = offered.slice(0, count).map((question, at) => ({ question, answer: answers[at] ?? '' }))
  await services.registration.saveQuestions({ answers: given }, signedIn({ ...call, isConfirmed: true }))
  return new Map(given.map(({ question, answer }) => [question, answer]))
}

/** A person who has registered questions. */
export async function personWithQuestions(services: Services, owner: SignedInCall) {
  const person = await signedInPerson(services, owner)
  return { ...person, known: await registerQuestions(services, person.call()) }
}

/** Windows runs no text file as a program, and the tests have no program of Windows' own that keeps what it is given. */
export const hasSmsProgram = process.platform !== 'win32'

/** A program that takes text messages and keeps the last one, as a gateway of the house would. */
export function smsProgram(folder: string) {
  const path = join(folder, 'send-sms')
  const textFile = join(folder, 'sms.txt')
  writeFileSync(path, `#!/bin/sh\ncat > '${textFile}.part' && mv '${textFile}.part' '${textFile}'\n`)
  chmodSync(path, 0o700)
  return { path, textFile, text: () => readFileSync(textFile, 'utf8') }
}

type World = { readonly services: Services; readonly owner: SignedInCall; readonly id: UserId }

/** A run in which everything is proved but the last step. */
async function proved({ services, owner }: World, purpose: 'reset' | 'unlock') {
  await services.policies.save(selfServiceFor({ canUnlock: true }), owner)
  const person = await signedInPerson(services, owner)
  const attempt = await begin(services, person.username, purpose)
  await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, person.id) })
  return attempt
}

/** Runs each operation of self-service that leaves an audit entry once. */
export const selfServiceRuns = {
  'recovery.begin': ({ services }) => begin(services, 'nobody@nordwind.test'),
  'recovery.ask': async ({ services }) =>
    services.recovery.ask({ attempt: await begin(services, 'nobody@nordwind.test'), method: 'questions' }, nobody),
  'recovery.prove': (world) => proved(world, 'reset'),
  'recovery.finish': async (world) =>
    world.services.recovery.finish(
      { attempt: await proved(world, 'reset'), newPassword: 'Green-Valley-77-tree' },
      nobody,
    ),
  'recovery.unlock': async (world) =>
    world.services.recovery.unlock({ attempt: await proved(world, 'unlock') }, nobody),
  'recovery.askForHelp': async ({ services }) =>
    services.recovery.askForHelp({ attempt: await begin(services, 'nobody@nordwind.test'), reason: 'Help' }, nobody),
  'registration.confirmEmail': async ({ services, owner }) => {
    const { arrived, port } = await startMailServer()
    const server = settingsFor(port, { security: 'none' })
    await services.mail.save({ server, password: { kind: 'none' } }, owner)
    services.registration.startEmail({ address: 'olga@home.test' }, owner)
    await services.mail.work()
    services.registration.confirmEmail({ code: mailedCode(arrived) }, owner)
  },
  'registration.saveQuestions': async ({ services, owner }) => {
    await services.policies.save(selfServiceFor({ methods: ['questions', 'deskCode'] }), owner)
    await personWithQuestions(services, owner)
  },
  'registration.remove': async ({ services, owner }) => services.registration.remove({ method: 'email' }, owner),
  'registration.reconfirm': async ({ services, owner }) => services.registration.reconfirm({}, owner),
  'registration.exportReport': async ({ services, owner }) =>
    services.registration.exportReport({ search: '', only: 'all', language: 'en' }, owner),
  'sms.save': async ({ services, owner }) =>
    services.sms.save({ gateway: { kind: 'mail', pattern: '{number}@sms.test' } }, owner),
  'sms.sendTest': async ({ services, owner }) => {
    // Windows has one that reads its input and ends well.
    const onWindows = join(process.env.SystemRoot ?? '', 'System32', 'sort.exe')
    const path = hasSmsProgram ? smsProgram(temporaryFolder()).path : onWindows
    await services.sms.save({ gateway: { kind: 'command', path } }, owner)
    await services.sms.sendTest({ number: '+45 20 00 10 00', language: 'en' }, owner)
  },
  'recovery.createDeskCode': async ({ services, owner, id }) => deskCode(services, owner, id),
  'passes.create': async ({ services, owner, id }) =>
    services.passes.create({ userId: id, minutes: 60, isOnce: false }, owner),
  'passes.remove': async ({ services, owner, id }) => services.passes.remove({ userId: id }, owner),
} satisfies Readonly<Record<string, (world: World) => Promise<unknown>>>
