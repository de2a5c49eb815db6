import { createContext, useContext } from 'react'
import type { DoorCapabilities } from '../../shared/door.ts'
import { isPermitted, type Permission } from '../../shared/rules/role-matrix.ts'
import type { SessionInfo } from '../../shared/sessions.ts'
import type { ValuesInForce } from '../../shared/settings.ts'

export const SessionContext = createContext<SessionInfo | null>(null)
export const DoorContext = createContext<DoorCapabilities | null>(null)
export const SettingsContext = createContext<ValuesInForce | null>(null)

function given<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`${name} is used outside its provider`)
  return value
}

/** Who is signed in; only for screens behind the sign-in page. */
export function useSession(): SessionInfo {
  return given(useContext(SessionContext), 'useSession')
}

/** Whether the signed-in person's roles, with their limits to groups, grant a permission; used to hide what the service would refuse anyway. */
export function useMay(permission: Permission): boolean {
  return isPermitted(useSession(), permission)
}

/** The capabilities of the door (desktop or browser) in which this page runs. */
export function useDoor(): DoorCapabilities {
  return given(useContext(DoorContext), 'useDoor')
}

/** The organisation's settings and the policies that screens follow, as last read; only for screens behind the sign-in page. */
export function useSettings(): ValuesInForce {
  return given(useContext(SettingsContext), 'useSettings')
}
