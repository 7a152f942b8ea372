// Runs in the page.

/** Words that are cut off, outside of the window or of a box that neither shows nor scrolls them. */
/* global document, getComputedStyle, innerWidth, NodeFilter */
export function cutOff() {
  const hides = (value) => value === 'hidden' || value === 'clip'
  const rolls = (value) => value === 'auto' || value === 'scroll'
  function isCut({ left, right, top, bottom }, from) {
    let [isRollingX, isRollingY] = [false, false]
    for (let box = from; box; box = box.parentElement) {
      const style = getComputedStyle(box)
      const { left: start, right: end, top: head, bottom: foot } = box.getBoundingClientRect()
      if (style.clipPath !== 'none') return false
      if (!isRollingX && hides(style.overflowX) && (left < start - 1 || right > end + 1)) return true
      if (!isRollingY && hides(style.overflowY) && (top < head - 1 || bottom > foot + 1)) return true
      isRollingX ||= rolls(style.overflowX)
      isRollingY ||= rolls(style.overflowY)
    }
    return !isRollingX && (left < -1 || right > innerWidth + 1)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const cut = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement: parent, textContent } = node
    if (!parent || !textContent?.trim() || !parent.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    if ([...range.getClientRects()].some((rect) => isCut(rect, parent))) cut.push(`${parent.className}: ${textContent}`)
  }
  return cut
}

/** What can be pressed and is smaller than a thumb in a glove, 17 mm on this display. */
export function small() {
  const least = 17 * Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm')) - 1
  const found = []
  for (const target of document.querySelectorAll('button, input, select, summary, a[href], [role=button]')) {
    // A sign inside of a larger target is pressed with it.
    const box = target.closest('label') ?? target
    const { width, height } = box.getBoundingClientRect()
    // What is there for a screen reader only is not pressed.
    const isSeen = target.checkVisibility() && getComputedStyle(target.parentElement).clipPath === 'none'
    if (!isSeen || width * height < 4) continue
    if (Math.min(width, height) < least) found.push(`${target.className} ${Math.round(width)} x ${Math.round(height)}`)
  }
  return found
}
