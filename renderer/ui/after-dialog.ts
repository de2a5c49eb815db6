/**
 * Runs when the dialog that is just closing has gone. Two dialogs that swap places in one moment would leave the new one hidden from
 * screen readers, because the old one still holds the page.
 */
export function afterDialog(run: () => void): void {
  const look = () => {
    if (document.querySelector('[aria-modal="true"]') === null) setTimeout(run, 0)
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
