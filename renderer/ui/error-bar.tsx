import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import { isWaiting } from '../base/api-errors.ts'
import { useErrorText } from '../base/words/errors.ts'

/** A failed call in one sentence, read out at once, also the second time it fails alike; nothing when there is no error. */
export function ErrorBar({ error }: { readonly error: unknown }) {
  const errorText = useErrorText()
  const [said, setSaid] = useState({ error, times: 0 })
  if (said.error !== error) setSaid({ error, times: said.times + 1 })
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A panel may be scrolled to its last field, far from where it says what went wrong; a page does not jump while it reads on.
    if (said.times > 0 && bar.current?.closest('[role=dialog]')) bar.current.scrollIntoView({ block: 'nearest' })
  }, [said.times])
  if (error === null || error === undefined) return null
  return (
    <MessageBar ref={bar} key={said.times} intent={isWaiting(error) ? 'info' : 'error'} layout="multiline" role="alert">
      <MessageBarBody>{errorText(error)}</MessageBarBody>
    </MessageBar>
  )
}
