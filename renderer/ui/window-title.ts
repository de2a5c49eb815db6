let name = 'Keydesk'
let count = 0

function show(): void {
  document.title = count > 0 ? `(${count}) ${name}` : name
}

/** Names the window after the screen in it. */
export function nameWindow(title: string): void {
  name = `${title} – Keydesk`
  show()
}

/** Puts the number of waiting requests before the window's name, so that a tab in the background shows it; nothing for 0. */
export function countInWindow(waiting: number): void {
  count = waiting
  show()
}
