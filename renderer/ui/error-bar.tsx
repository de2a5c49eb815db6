import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import { isWaiting } from '../base/api-errors.ts'
import { useErrorText } from '../base/words/errors.ts'

/** A failed call in one sentence, which is read out at once, even when the same error occurs again; nothing without an error. */
export function ErrorBar({ error }: { readonly error: unknown }) {
  const errorText = useErrorText()
  const [said, setSaid] = useState({ error, times: 0 })
  if (said.error !== error) setSaid({ error, times: said.times + 1 })
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Scrolled into view only in a panel, whose error may be far from its last field; a page must not jump when it reads its data again.
    if (said.times > 0 && bar.current?.closest('[role=dialog]')) bar.current.scrollIntoView({ block: 'nearest' })
  }, [said.times])
  if (error === null || error === undefined) return null
  return (
    <MessageBar ref={bar} key={said.times} intent={isWaiting(error) ? 'info' : 'error'} layout="multiline" role="alert">
      <MessageBarBody>{errorText(error)}</MessageBarBody>
    </MessageBar>
  )
}
