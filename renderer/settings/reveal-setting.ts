/** How long a section may take until it has what was asked for, and how often it is looked for, milliseconds. */
const patience = 3000
const every = 50

const focusable = 'button, input, select, textarea, [tabindex]'

/** What can have the focus: a field that is off gives it to its label. */
const usable = (element: HTMLElement | null | undefined) =>
  element == null || element.matches(':disabled') ? null : element

/** The control that has this label, or the heading or button with this text. */
function find(section: Element, label: string): HTMLElement | null {
  const named = [...section.querySelectorAll<HTMLElement>('label, legend, button, h2, h3, h4, dt, th')]
  const found = named.find((element) => (element.textContent ?? '').trim().startsWith(label))
  if (found === undefined) return null
  // The choices of a group stand beside its label.
  const group = found instanceof HTMLLabelElement || found instanceof HTMLLegendElement ? found.parentElement : null
  const control = found instanceof HTMLLabelElement ? found.control : null
  const choice = group?.querySelector<HTMLElement>('input:checked, input, button, select, textarea')
  return usable(control) ?? usable(choice) ?? found
}

/** Scrolls to a setting and gives it the focus, as soon as its section has been read. */
export function revealSetting(section: () => Element | null, label: string): () => void {
  const until = performance.now() + patience
  const look = () => {
    const shown = section()
    const target = shown === null ? null : find(shown, label)
    if (target === null && performance.now() < until) return
    clearInterval(timer)
    if (target === null) return
    if (!target.matches(focusable)) target.tabIndex = -1
    target.focus({ preventScroll: true })
    target.scrollIntoView({ block: 'center' })
  }
  const timer = setInterval(look, every)
  return () => clearInterval(timer)
}
