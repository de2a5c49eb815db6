import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'

/** A stand-in of a part of Electron: what it has is typed as Electron has it, what it lacks is undefined and fails loudly when called. */
export function fake<T>(part: Partial<T>): T {
  return part as T
}

type Listening = { on: unknown; once: unknown; off: unknown }

/** The listening half of an Electron object, whose events a test fires through the emitter. */
export function listeners<T extends Listening>(emitter: EventEmitter): Pick<T, 'on' | 'once' | 'off'> {
  return {
    on: emitter.on.bind(emitter) as unknown as T['on'],
    once: emitter.once.bind(emitter) as unknown as T['once'],
    off: emitter.off.bind(emitter) as unknown as T['off'],
  }
}

/** An event that knows whether somebody prevented what it announces. */
export function createEvent<P extends object>(params: P = {} as P): Electron.Event<P> & { defaultPrevented: boolean } {
  const event = { ...params, defaultPrevented: false, preventDefault: () => {} }
  event.preventDefault = () => {
    event.defaultPrevented = true
  }
  return event
}

type Handler = (request: Request) => Response | Promise<Response>
type Listener = Parameters<Electron.WebRequest['onBeforeRequest']>[0]
export type Permission = Parameters<NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>>[1]

export type SessionStandIn = ReturnType<typeof createSession>

/** A session that keeps the handlers it is given and lets a test ask them. */
export function createSession(partition: string, options: Electron.FromPartitionOptions | undefined) {
  const events = new EventEmitter()
  const schemes = new Map<string, Handler>()
  const given: {
    request?: Parameters<Electron.Session['setPermissionRequestHandler']>[0]
    check?: Parameters<Electron.Session['setPermissionCheckHandler']>[0]
    device?: Parameters<Electron.Session['setDevicePermissionHandler']>[0]
    display?: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0]
    beforeRequest?: Listener
    hasSpellChecker: boolean
  } = { hasSpellChecker: true }
  const session = fake<Electron.Session>({
    ...listeners<Electron.Session>(events),
    protocol: fake<Electron.Protocol>({ handle: (scheme, handler) => void schemes.set(scheme, handler) }),
    webRequest: fake<Electron.WebRequest>({
      onBeforeRequest: (...args: unknown[]) => {
        given.beforeRequest = args.at(-1) as Listener
      },
    }),
    setPermissionRequestHandler: (request) => void Object.assign(given, { request }),
    setPermissionCheckHandler: (check) => void Object.assign(given, { check }),
    setDevicePermissionHandler: (device) => void Object.assign(given, { device }),
    setDisplayMediaRequestHandler: (display) => void Object.assign(given, { display }),
    setSpellCheckerEnabled: (hasSpellChecker) => void Object.assign(given, { hasSpellChecker }),
  })
  return {
    partition,
    options,
    session,
    schemes,
    hasSpellChecker: () => given.hasSpellChecker,
    // Electron grants what no handler decides.
    grants: (permission: Permission) => {
      let isGranted = !given.request
      given.request?.(
        fake<Electron.WebContents>({}),
        permission,
        (answer) => {
          isGranted = answer
        },
        fake<Electron.PermissionRequest>({}),
      )
      return isGranted
    },
    passesCheck: (permission: Permission) =>
      given.check?.(null, permission, 'keydesk://app', fake<Electron.PermissionCheckHandlerHandlerDetails>({})) ?? true,
    grantsDevice: () =>
      given.device?.(fake<Electron.DevicePermissionHandlerHandlerDetails>({ deviceType: 'usb' })) ?? true,
    grantsScreen: () => {
      let streams: unknown = 'undecided'
      given.display?.(fake<Electron.DisplayMediaRequestHandlerHandlerRequest>({}), (answer) => {
        streams = answer
      })
      return streams !== null
    },
    lets: (url: string) => {
      let isCancelled = false
      given.beforeRequest?.(fake<Electron.OnBeforeRequestListenerDetails>({ url }), (answer) => {
        isCancelled = answer.cancel ?? false
      })
      return !isCancelled
    },
    download: (file: { initiator: string; url: string; name: string }) => {
      let asked: Electron.SaveDialogOptions | null = null
      const item = fake<Electron.DownloadItem>({
        getInitiatorOrigin: () => file.initiator,
        getURL: () => file.url,
        getFilename: () => file.name,
        setSaveDialogOptions: (dialog) => {
          asked = dialog
        },
      })
      const event = createEvent()
      events.emit('will-download', event, item, fake<Electron.WebContents>({}), null)
      return { isRefused: event.defaultPrevented, asked: asked as Electron.SaveDialogOptions | null }
    },
  }
}

/** A page whose guards a test can try. */
export function createContents() {
  const events = new EventEmitter()
  const calls: string[] = []
  let openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null
  const contents = fake<Electron.WebContents>({
    ...listeners<Electron.WebContents>(events),
    setWindowOpenHandler: (handler) => {
      openHandler = handler
    },
    setWebRTCIPHandlingPolicy: (policy) => void calls.push(`webrtc ${policy}`),
    reload: () => void calls.push('reload'),
    executeJavaScript: async (code) => void calls.push(`run ${code}`),
  })
  const isPrevented = (name: string, params: object) => {
    const event = createEvent(params)
    events.emit(name, event, {}, {})
    return event.defaultPrevented
  }
  return {
    contents,
    events,
    calls,
    /** Whether the page itself may go there, by each way that Electron announces. */
    mayNavigate: (url: string) => !isPrevented('will-navigate', { url }),
    mayNavigateFrame: (url: string) => !isPrevented('will-frame-navigate', { url }),
    mayRedirect: (url: string) => !isPrevented('will-redirect', { url }),
    mayEmbed: () => !isPrevented('will-attach-webview', {}),
    mayOpen: (url: string) => (openHandler?.(fake<Electron.HandlerDetails>({ url })).action ?? 'allow') === 'allow',
  }
}
