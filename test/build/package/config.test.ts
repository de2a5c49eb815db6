import { describe, expect, it } from 'vitest'
import { loadScript } from '../../support/build-script.ts'
import { targetNamed } from '../../support/packed.ts'

type Config = {
  readonly win: { readonly signtoolOptions?: { readonly sign: unknown } }
  readonly mac: { readonly identity?: string; readonly notarize: boolean; readonly hardenedRuntime: boolean }
  readonly publish: null
  readonly npmRebuild: boolean
}
type Choice = { staged: string; output: string; environment: NodeJS.ProcessEnv }
const { packConfig } = await loadScript<{ readonly packConfig: (target: object, choice: Choice) => Config }>(
  'package/config.mjs',
)
const configOf = (name: string, environment: NodeJS.ProcessEnv) =>
  packConfig(targetNamed(name), { staged: '/staged', output: '/output', environment })

describe('what electron-builder is told', () => {
  it('signs nothing for Windows unless a program that signs is named', () => {
    expect(configOf('win32-x64', {}).win.signtoolOptions).toBeUndefined()
    expect(configOf('win32-x64', { KEYDESK_SIGN_WINDOWS: '["signtool"]' }).win.signtoolOptions?.sign).toBeTypeOf(
      'function',
    )
  })

  it('seals a Mac’s program by itself without a certificate, and notarises only with a whole key', () => {
    const keys = { APPLE_API_KEY: 'key.p8', APPLE_API_KEY_ID: 'ID', APPLE_API_ISSUER: 'issuer' }
    expect(configOf('darwin-arm64', {}).mac).toMatchObject({ identity: '-', notarize: false, hardenedRuntime: true })
    expect(configOf('darwin-arm64', { CSC_LINK: 'base64', ...keys }).mac.identity).toBeUndefined()
    expect(configOf('darwin-arm64', { CSC_LINK: 'base64', ...keys }).mac.notarize).toBe(true)
    for (const missing of Object.keys(keys)) {
      expect(configOf('darwin-arm64', { CSC_LINK: 'base64', ...keys, [missing]: '' }).mac.notarize).toBe(false)
    }
  })

  it('publishes nothing and compiles nothing', () => {
    expect(configOf('linux-x64', {})).toMatchObject({ publish: null, npmRebuild: false })
  })

  it('holds no secret, whatever the environment has', () => {
    const environment = {
      CSC_LINK: 'S3CRET',
      CSC_KEY_PASSWORD: 'S3CRET',
      APPLE_API_KEY: 'S3CRET',
      KEYDESK_SIGN_WINDOWS: '["S3CRET"]',
    }
    for (const name of ['win32-x64', 'darwin-x64'])
      expect(JSON.stringify(configOf(name, environment))).not.toContain('S3CRET')
  })
})
