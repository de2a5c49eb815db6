import manifest from '../package.json' with { type: 'json' }

/** The version of this Keydesk, as its package names it. */
export const programVersion: string = manifest.version
