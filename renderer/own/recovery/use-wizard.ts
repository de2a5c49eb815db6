import { useState } from 'react'
import type { AttemptState, Proof } from '../../../shared/recovery.ts'
import type { LiveProtection } from '../../../shared/rules/protection.ts'
import type { ProofMethod } from '../../../shared/rules/self-service.ts'
import { errorCodeOf } from '../../base/api-errors.ts'
import { useWords } from '../../base/words/words.ts'
import { useOwnClients } from '../own-clients.ts'
import { useSteps } from './use-steps.ts'
import { endOf, type Place, type Purpose, pageOf, type Run } from './wizard-place.ts'

/** A run that was begun elsewhere, for example by a mailed link. */
export type StartingPoint = { readonly attempt: string; readonly state: AttemptState }
export type Ticket = { readonly number: number; readonly code: string }

export type WizardOptions = {
  readonly first: Place
  readonly username: string
  readonly start?: StartingPoint
}

function isGone(error: unknown): boolean {
  return errorCodeOf(error) === 'ATTEMPT_GONE'
}

/** What was typed or answered, so that going back loses nothing; a password or a code is never kept. */
function useTyped() {
  const [purpose, setPurpose] = useState<Purpose>('reset')
  const [reason, setReason] = useState('')
  const [method, setMethod] = useState<ProofMethod | null>(null)
  const [questions, setQuestions] = useState<readonly string[]>([])
  const [ticket, setTicket] = useState<Ticket | null>(null)
  return { purpose, setPurpose, reason, setReason, method, setMethod, questions, setQuestions, ticket, setTicket }
}

/** One run of the wizard. Its token is only in this page's memory, and is lost with the page. */
export function useWizard({ first, username, start }: WizardOptions) {
  const client = useOwnClients().recovery
  const { language } = useWords()
  const steps = useSteps(first)
  const typed = useTyped()
  const [run, setRun] = useState<Run | null>(() =>
    start === undefined ? null : { ...start, purpose: 'reset', endsAt: endOf(start.state.endsAt, Date.now(), false) },
  )

  const end = (place: Place) => {
    setRun(null)
    typed.setMethod(null)
    typed.setQuestions([])
    steps.restart(place)
  }
  /** Runs a step and answers whether it succeeded; an error that ends the run leads to the page that says so. */
  const guarded = async (work: (now: Run) => Promise<void>): Promise<boolean> => {
    try {
      if (run !== null) await work(run)
      else end('gone')
      return run !== null
    } catch (error) {
      if (!isGone(error)) throw error
      end('gone')
      return false
    }
  }
  const newAttempt = (purpose: Purpose) => client.begin({ username: username.trim(), purpose, language })

  const begin = async (): Promise<void> => {
    const { purpose } = typed
    const { attempt, state } = await newAttempt(purpose)
    setRun({ attempt, state, purpose, endsAt: endOf(state.endsAt, Date.now(), true) })
    typed.setMethod(null)
    steps.go('methods')
  }
  /** Sends a code or reads the questions, and stays on the page if it is called again there. */
  const ask = (method: ProofMethod) =>
    guarded(async ({ attempt }) => {
      const { questions } = await client.ask({ attempt, method })
      typed.setQuestions(questions)
      typed.setMethod(method)
    })
  const choose = async (method: ProofMethod): Promise<void> => {
    if (await ask(method)) steps.go('code')
  }
  const prove = (proof: Proof) =>
    guarded(async (now) => {
      const state = await client.prove({ attempt: now.attempt, proof })
      setRun({ ...now, state })
      steps.back()
    })
  const finish = (newPassword: string) =>
    guarded(async ({ attempt }) => {
      await client.finish({ attempt, newPassword })
      end('done')
    })
  const unlock = () =>
    guarded(async ({ attempt }) => {
      await client.unlock({ attempt })
      end('unlocked')
    })
  /** Without a run, begins a new one that only carries the message. */
  const askForHelp = async (): Promise<void> => {
    const send = async (attempt: string) => {
      typed.setTicket(await client.askForHelp({ attempt, reason: typed.reason.trim() }))
      typed.setReason('')
      steps.replace('helpAsked')
    }
    const sendAnew = async () => send((await newAttempt('reset')).attempt)
    if (run === null) return sendAnew()
    try {
      await send(run.attempt)
    } catch (error) {
      if (!isGone(error)) throw error
      if (username.trim() === '') return end('gone')
      await sendAnew()
    }
  }
  /** The rules for the new password; null when the run has ended. */
  const rules = async (): Promise<LiveProtection | null> => {
    let found: LiveProtection | null = null
    await guarded(async ({ attempt }) => {
      found = await client.rules({ attempt })
    })
    return found
  }
  /** Asks the service, when the time is up, because only the service knows whether the run is over. */
  const look = () => guarded(async ({ attempt }) => void (await client.state({ attempt })))

  const page = pageOf(steps.place, run, typed.method)
  const actions = { begin, ask, choose, prove, finish, unlock, askForHelp, rules, look }
  return {
    ...typed,
    ...actions,
    client,
    run,
    page,
    steps,
    isLinked: start !== undefined,
    startAgain: () => end('start'),
  }
}
export type Wizard = ReturnType<typeof useWizard>
