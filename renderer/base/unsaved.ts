import { createContext, use, useCallback, useEffect, useId, useState, useSyncExternalStore } from 'react'

// Who has typed something that is not saved, so that nothing is dropped without a word: a panel asks before it closes, a page keeps what was
// typed while another one is shown, and the browser asks before it leaves.

type Tell = (form: string, isUnsaved: boolean) => void

/** Hears from each form of a panel whether it holds something that is not saved. */
export const UnsavedContext = createContext<Tell>(() => {})

/** The browser's own question, which no page can word. Electron has none: it would refuse to close without saying why. */
const canAsk = () => location.protocol !== 'keydesk:'
const ask = (event: BeforeUnloadEvent) => event.preventDefault()
let askers = 0

function changeAskers(by: number): void {
  if (!canAsk()) return
  askers += by
  if (askers > 0) addEventListener('beforeunload', ask)
  else removeEventListener('beforeunload', ask)
}

/** Tells the panel around a form whether something in it is not saved; the form is forgotten with its end. */
export function useUnsaved(isUnsaved: boolean): void {
  const tell = use(UnsavedContext)
  const form = useId()
  useEffect(() => {
    if (!isUnsaved) return
    tell(form, true)
    changeAskers(1)
    return () => {
      tell(form, false)
      changeAskers(-1)
    }
  }, [isUnsaved, tell, form])
}

/** What a panel knows of the forms in it. */
export function useUnsavedForms(): { readonly isUnsaved: boolean; readonly tell: Tell } {
  const [forms, setForms] = useState<ReadonlySet<string>>(new Set())
  const tell = useCallback<Tell>((form, isUnsaved) => {
    setForms((before) => {
      const next = new Set(before)
      if (isUnsaved) next.add(form)
      else next.delete(form)
      return next
    })
  }, [])
  return { isUnsaved: forms.size > 0, tell }
}

let places: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function setPlaces(next: ReadonlySet<string>): void {
  if (places.size === 0 && next.size > 0) changeAskers(1)
  if (places.size > 0 && next.size === 0) changeAskers(-1)
  places = next
  for (const listen of listeners) listen()
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

/** Says of a part of a page whether something in it is not saved. It stays said while the page is hidden and keeps what was typed. */
export function usePlaceUnsaved(place: string, isUnsaved: boolean): void {
  useEffect(() => {
    if (places.has(place) === isUnsaved) return
    const next = new Set(places)
    if (isUnsaved) next.add(place)
    else next.delete(place)
    setPlaces(next)
  }, [place, isUnsaved])
}

/** The same for several parts that share one form; `unsaved` are those in which something is not saved. */
export function usePlacesUnsaved(parts: readonly string[], unsaved: readonly string[]): void {
  const named = unsaved.join(' ')
  useEffect(() => {
    const now = new Set(named.split(' ').filter(Boolean))
    const next = new Set([...places].filter((place) => !parts.includes(place)).concat(...now))
    if (next.size !== places.size || [...next].some((place) => !places.has(place))) setPlaces(next)
  }, [parts, named])
}

/** The parts of pages in which something is not saved. */
export function useUnsavedPlaces(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => places)
}

/** Forgets all places with the session, because what was typed in them goes with it. */
export function useForgottenPlaces(): void {
  useEffect(() => () => setPlaces(new Set()), [])
}
