import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { languageFrom } from '../../shared/i18n/i18n.ts'
import { savedLanguage } from '../base/preferences.ts'
import { Providers } from '../base/providers.tsx'
import { FailedPage } from '../ui/trouble-page.tsx'
import { Portal } from './portal.tsx'

// The page's security policy forbids generated code, so that zod must not try to use any.
z.config({ jitless: true })

const language = savedLanguage() ?? languageFrom(navigator.languages)
const container = document.getElementById('root')
if (container === null) throw new Error('portal.html has no #root')

const root = createRoot(container, {
  onUncaughtError: () => {
    // React has removed everything from the screen, so that a page with a message is shown.
    setTimeout(() => show(<FailedPage />), 0)
  },
})

function show(screen: React.ReactNode): void {
  root.render(
    <StrictMode>
      <Providers language={language}>{screen}</Providers>
    </StrictMode>,
  )
}

show(<Portal />)
