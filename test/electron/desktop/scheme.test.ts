import { expect, test } from 'vitest'
import { answerScheme, isAppUrl, isOwnContent, registerScheme } from '../../../electron/desktop/scheme.ts'
import { createSession } from '../../support/electron-stand-in-parts.ts'

const hostile = [
  'https://app/',
  'http://keydesk/app/',
  'keydesk://evil/',
  'keydesk://app.evil/',
  'keydesk://app:8080/',
  'keydesk://app@evil/',
  'keydesk://user@app/',
  'keydesk://user:secret@app/',
  'keydesk:///app/',
  'keydesk:app/',
  'keydesk2://app/',
  'file:///etc/passwd',
  'data:text/html,<p>',
  'about:blank',
  'javascript:alert(1)',
  'blob:null/3f0c',
  'app/',
  '',
]

function answering(answer: (request: Request) => Promise<Response>) {
  const made = createSession('persist:keydesk', undefined)
  const bugs: unknown[] = []
  answerScheme(made.session, answer, (error) => bugs.push(error))
  const handle = made.schemes.get('keydesk')
  if (!handle) throw new Error('No handler')
  return { handle, bugs }
}

function requestFrom(initiatorOrigin: string | null | undefined, url = 'keydesk://app/'): Request {
  const request = new Request(url)
  return initiatorOrigin === undefined ? request : Object.assign(request, { initiatorOrigin })
}

test('the scheme is a real origin without privileges that weaken one', () => {
  const asked: Electron.CustomScheme[] = []
  registerScheme({ registerSchemesAsPrivileged: (schemes) => void asked.push(...schemes) })
  expect(asked).toEqual([
    { scheme: 'keydesk', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
})

test.each(['keydesk://app/', 'keydesk://app', 'keydesk://app/assets/main.js', 'keydesk://app/?a=b#page=users'])(
  '%s belongs to the screens',
  (url) => expect(isAppUrl(url)).toBe(true),
)

test.each(hostile)('%s does not belong to the screens', (url) => expect(isAppUrl(url)).toBe(false))

test('a blob counts as own content only if the screens made it', () => {
  expect(isOwnContent('blob:keydesk://app/3f0c')).toBe(true)
  expect(isOwnContent('blob:https://evil.test/3f0c')).toBe(false)
  expect(isOwnContent('blob:null/3f0c')).toBe(false)
})

test('an answer of the app reaches the page whole, with status and headers', async () => {
  const headers = { 'content-security-policy': "default-src 'none'", 'cache-control': 'no-store' }
  const { handle } = answering(async (request) => new Response(`for ${request.url}`, { status: 423, headers }))
  const response = await handle(requestFrom(undefined, 'keydesk://app/rpc/users/list'))
  expect(response.status).toBe(423)
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'")
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.text()).toBe('for keydesk://app/rpc/users/list')
})

test('requests are answered when the window or its own page made them', async () => {
  const { handle } = answering(async () => new Response('ok'))
  expect((await handle(requestFrom(undefined))).status).toBe(200)
  expect((await handle(requestFrom('keydesk://app'))).status).toBe(200)
})

test.each(['https://evil.test', 'null', null, 'keydesk://evil', ''])(
  'a request made by %s never reaches the app',
  async (origin) => {
    let isAsked = false
    const { handle } = answering(async () => {
      isAsked = true
      return new Response('ok')
    })
    expect((await handle(requestFrom(origin))).status).toBe(403)
    expect(isAsked).toBe(false)
  },
)

test('another host of the scheme is refused', async () => {
  const { handle } = answering(async () => new Response('ok'))
  expect((await handle(requestFrom(undefined, 'keydesk://evil/'))).status).toBe(403)
})

test('a bug in the app is an empty 500 and a log entry', async () => {
  const bug = new Error('secret detail')
  const { handle, bugs } = answering(() => Promise.reject(bug))
  const response = await handle(requestFrom(undefined))
  expect(response.status).toBe(500)
  expect(await response.text()).toBe('')
  expect(bugs).toEqual([bug])
})
