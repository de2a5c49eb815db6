import { createDOMRenderer, FluentProvider, makeStaticStyles, RendererProvider } from '@fluentui/react-components'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { createQueryClient } from './query-client.ts'
import { ThemeContext, useThemeState } from './theme.ts'
import { useWords } from './words/words.ts'

function readNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')
  return meta?.nonce || meta?.content || undefined
}

const nonce = readNonce()
const renderer = createDOMRenderer(document, nonce === undefined ? {} : { styleElementAttributes: { nonce } })

const usePageStyles = makeStaticStyles({
  // Not a class of the provider, because every menu and dialog would inherit it and cover the page.
  'html, body, #root, #root > *': { height: '100%', margin: 0 },
  // A name without a space would push what is beside it out of view: it breaks where its place ends.
  body: { overflowWrap: 'break-word' },
  // A title shares its row with a button, and what is above or in a field stands in a grid: both may be narrower than their longest word.
  'h1, h2, h3, .fui-DialogTitle, .fui-ToastTitle, .fui-MessageBarBody, .fui-Badge, .fui-Label, .fui-Link': {
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
})

function Themed({ children }: { readonly children: ReactNode }) {
  usePageStyles()
  const state = useThemeState()
  useEffect(() => {
    document.documentElement.style.colorScheme = state.isDark ? 'dark' : 'light'
  }, [state.isDark])
  return (
    <ThemeContext value={state}>
      <FluentProvider theme={state.theme}>{children}</FluentProvider>
    </ThemeContext>
  )
}

function Spoken({ children }: { readonly children: ReactNode }) {
  const { language } = useWords()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return children
}

/** What every screen needs around it: style tags with the page's nonce, theme, words and the cache of answers. */
export function Providers({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const [words] = useState(() => createWords(language))
  const [queries] = useState(createQueryClient)
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <I18nextProvider i18n={words}>
        <QueryClientProvider client={queries}>
          <Themed>
            <Spoken>{children}</Spoken>
          </Themed>
        </QueryClientProvider>
      </I18nextProvider>
    </RendererProvider>
  )
}
