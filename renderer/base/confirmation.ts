import { createContext, useContext } from 'react'

/** Runs a call; if the service wants the own password first, asks for it and runs the call again. */
export type WithConfirmation = <T>(run: () => Promise<T>) => Promise<T>

/** Set by the component that asks for the password; without that component, calls just run. */
export const ConfirmationContext = createContext<WithConfirmation>((run) => run())

/** Runs calls that the service may want the own password for. */
export function useConfirmation(): WithConfirmation {
  return useContext(ConfirmationContext)
}
