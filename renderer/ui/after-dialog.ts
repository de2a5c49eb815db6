/**
 * Runs work after the closing dialog has gone. If two dialogs were swapped in one moment, the new one would stay hidden from screen readers,
 * because the old one still hides the rest of the page.
 */
export function afterDialog(run: () => void): void {
  const look = () => {
    if (document.querySelector('[aria-modal="true"]') === null) setTimeout(run, 0)
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
