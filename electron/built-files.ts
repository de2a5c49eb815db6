/** The folder of what is built: beside the sources while they run themselves, one up from the bundles in dist/main. */
export const builtFolder = new URL(import.meta.url.endsWith('.ts') ? '../dist/' : '../', import.meta.url)
