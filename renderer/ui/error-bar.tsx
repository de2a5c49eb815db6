import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useState } from 'react'
import { errorCodeOf } from '../app/api-errors.ts'
import { useErrorText } from '../app/errors.ts'

/** Nothing has failed where a second admin is asked first. */
const isWaiting = (error: unknown) => errorCodeOf(error) === 'WAITING_FOR_APPROVAL'

/** A failed call in one sentence, read out at once, also the second time it fails alike; nothing when there is no error. */
export function ErrorBar({ error }: { readonly error: unknown }) {
  const errorText = useErrorText()
  const [said, setSaid] = useState({ error, times: 0 })
  if (said.error !== error) setSaid({ error, times: said.times + 1 })
  if (error === null || error === undefined) return null
  return (
    <MessageBar key={said.times} intent={isWaiting(error) ? 'info' : 'error'} layout="multiline" role="alert">
      <MessageBarBody>{errorText(error)}</MessageBarBody>
    </MessageBar>
  )
}
