import { useEffect, useState } from 'react'
import type { PasswordTrial } from '../../../shared/policies.ts'
import type { Policies } from '../../../shared/rules/policy.ts'
import { client } from '../../base/api.ts'

/** How long nobody must have typed before a password is checked, in milliseconds. */
const pause = 300

type Answer = { readonly password: string; readonly policies: Policies; readonly trial: PasswordTrial }

/** The verdict of the rules on the page on a password. The password never enters the query cache, and is forgotten when the tab closes. */
export function useTrial(password: string, policies: Policies | null) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    setError(null)
    if (password === '' || policies === null) return setAnswer(null)
    const stop = new AbortController()
    const ask = async () => {
      try {
        const trial = await client.policies.tryPassword({ password, policies }, { signal: stop.signal })
        setAnswer({ password, policies, trial })
      } catch (failure) {
        if (!stop.signal.aborted) setError(failure)
      }
    }
    const timer = setTimeout(() => void ask(), pause)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [password, policies])
  // An answer about an earlier password is ignored.
  const isCurrent = answer?.password === password && answer.policies === policies
  return { trial: isCurrent ? answer.trial : null, error }
}
