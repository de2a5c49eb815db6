// The same model as in `npm test`, with many more runs.
process.env.KEYDESK_MODEL_RUNS ??= '200'
await import('../attacks/authority-model.test.ts')

export {}
