import { makeStyles, SearchBox } from '@fluentui/react-components'
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { useWords } from '../../base/words/words.ts'

/** While somebody types quickly, at most one search starts in so many milliseconds; the first key press searches at once. */
const pause = 25
/** The contract's limit. */
const longest = 200

export type SearchHandle = {
  readonly focus: () => void
  readonly clear: () => void
  /** Shows the text of a search that is applied already. */
  readonly show: (text: string) => void
}
type SearchUsersProps = { readonly onSearch: (search: string) => void; readonly ref: Ref<SearchHandle> }

const useStyles = makeStyles({ box: { width: '100%', maxWidth: '20rem', flexShrink: 1, minWidth: '8rem' } })

type Soon = { readonly search: (text: string) => void; readonly now: () => void; readonly forget: () => void }

function useSoon(run: (text: string) => void): Soon {
  const timer = useRef(0)
  const lastRun = useRef(0)
  const waiting = useRef<string | null>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  const now = () => {
    clearTimeout(timer.current)
    if (waiting.current === null) return
    lastRun.current = performance.now()
    run(waiting.current)
    waiting.current = null
  }
  const search = (text: string) => {
    clearTimeout(timer.current)
    waiting.current = text
    const wait = lastRun.current + pause - performance.now()
    if (wait <= 0) now()
    else timer.current = window.setTimeout(now, wait)
  }
  const forget = () => {
    waiting.current = null
  }
  return { search, now, forget }
}

/** The search box keeps the typed text itself, so that a key press renders nothing else before the answer arrives. */
export function SearchUsers({ onSearch, ref }: SearchUsersProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const { search, now, forget } = useSoon((typed) => onSearch(typed.trim()))
  const change = (typed: string) => {
    setText(typed)
    search(typed)
  }
  useImperativeHandle(ref, () => ({
    focus: () => {
      input.current?.focus()
      input.current?.select()
    },
    show: (shown) => {
      forget()
      setText(shown)
    },
    clear: () => {
      change('')
      input.current?.focus()
    },
  }))
  return (
    <SearchBox
      ref={input}
      className={styles.box}
      value={text}
      maxLength={longest}
      aria-label={t('users.search')}
      placeholder={t('users.search')}
      dismiss={{ 'aria-label': t('users.clearSearch') }}
      onChange={(_, data) => change(data.value)}
      // Leaving the box starts the search at once.
      onBlur={now}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return
        event.preventDefault()
        change('')
      }}
    />
  )
}
