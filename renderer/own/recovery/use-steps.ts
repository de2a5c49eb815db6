import { useEffect, useRef, useState } from 'react'
import type { Place } from './wizard-place.ts'

type Steps = { readonly places: readonly Place[]; readonly depth: number }

/** The number of the step, which is all that the browser's history stores. */
function depthIn(state: unknown): number | null {
  const depth = (state as { step?: unknown } | null)?.step
  return typeof depth === 'number' ? depth : null
}

/** The steps of the wizard, so that the browser's Back goes one step back inside it; after a reload only the first is left. */
export function useSteps(first: Place) {
  const [steps, setSteps] = useState<Steps>({ places: [first], depth: 0 })
  // The current value, for code that runs after an await.
  const now = useRef(steps)
  const set = (next: Steps) => {
    now.current = next
    setSteps(next)
  }

  useEffect(() => {
    history.replaceState({ step: 0 }, '')
    const onPop = ({ state }: PopStateEvent) => {
      const depth = depthIn(state)
      const { places } = now.current
      if (depth === null) return
      now.current = { places, depth: Math.min(depth, places.length - 1) }
      setSteps(now.current)
    }
    addEventListener('popstate', onPop)
    return () => removeEventListener('popstate', onPop)
  }, [])

  return {
    place: steps.places[steps.depth] ?? first,
    go: (place: Place) => {
      const { places, depth } = now.current
      history.pushState({ step: depth + 1 }, '')
      set({ places: [...places.slice(0, depth + 1), place], depth: depth + 1 })
    },
    replace: (place: Place) => {
      const { places, depth } = now.current
      set({ places: [...places.slice(0, depth), place], depth })
    },
    back: () => {
      if (now.current.depth > 0) history.back()
    },
    /** Starts a new history, so that Back does not lead to earlier pages. */
    restart: (place: Place) => {
      const { depth } = now.current
      set({ places: [place], depth: 0 })
      if (depth > 0) history.go(-depth)
    },
  }
}
export type StepsState = ReturnType<typeof useSteps>
