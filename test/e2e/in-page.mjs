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
  /** What a font leaves above and below its letters may stick out of a line that is set tight. */
  function inLine({ left, right, top, bottom }, leading) {
    const out = Math.max(0, bottom - top - leading) / 2 || 0
    return { left, right, top: top + out, bottom: bottom - out }
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const cut = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement: parent, textContent } = node
    if (!parent || !textContent?.trim() || !parent.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const leading = Number.parseFloat(getComputedStyle(parent).lineHeight)
    if ([...range.getClientRects()].some((rect) => isCut(inLine(rect, leading), parent)))
      cut.push(`${parent.className}: ${textContent}`)
  }
  return cut
}

/**
 * What can be pressed and is too small: with a glove less than 17 mm on this display, with a mouse less than 24 px, and a
 * button less than 44.
 */
export function small() {
  const isGlove = document.documentElement.dataset.density === 'glove'
  const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'))
  const leastOf = (target) => (isGlove ? 17 * mm : target.matches('.btn, .place') ? 44 : 24) - 1
  const found = []
  for (const target of document.querySelectorAll('button, input, select, summary, a[href], [role=button]')) {
    // A sign inside of a larger target is pressed with it.
    const box = target.closest('label') ?? target
    const { width, height } = box.getBoundingClientRect()
    // What is there for a screen reader only is not pressed.
    const isSeen = target.checkVisibility() && getComputedStyle(target.parentElement).clipPath === 'none'
    if (!isSeen || width * height < 4) continue
    if (Math.min(width, height) < leastOf(target))
      found.push(`${target.className} ${Math.round(width)} x ${Math.round(height)}`)
  }
  return found
}

/** Whatever scrolls sideways and is no strip of its own, and what is asked for in a field that is too narrow for it. */
export function sideways() {
  const found = []
  for (const box of document.querySelectorAll('html, body, .app, .stage, main, .page, .step, .work, .panel, .scroll')) {
    const { overflowX } = getComputedStyle(box)
    const isStill = overflowX === 'hidden' || overflowX === 'clip'
    if (!isStill && box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0)
      found.push(`scrolls sideways ${box.tagName}.${box.className} ${box.scrollWidth} in ${box.clientWidth}`)
  }
  const pen = document.createElement('canvas').getContext('2d')
  for (const input of document.querySelectorAll('input[placeholder]')) {
    const { fontWeight, fontSize, fontFamily, paddingInlineStart, paddingInlineEnd } = getComputedStyle(input)
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
    const room = input.clientWidth - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd)
    const wide = pen.measureText(input.placeholder).width
    if (input.clientWidth > 0 && wide > room + 1)
      found.push(`placeholder ${Math.round(wide)} in ${Math.round(room)}: ${input.placeholder}`)
  }
  return found
}

/**
 * Words that are in no brackets, where the window speaks the language of tests: they come from elsewhere than a catalogue.
 * What is data is isolated from the words around it, as `bdi`, code or a key.
 */
export function untranslated({ source, flags }) {
  const data = new RegExp(source, flags)
  const isData = 'bdi, code, .mono, .keycap, .brand, option, [lang]:not(html), .style-page'
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement: parent, textContent = '' } = node
    if (!parent?.checkVisibility() || parent.closest(isData)) continue
    // Innermost brackets first: a sentence may have another inside.
    let rest = textContent.replace(data, '')
    for (let before = ''; before !== rest; ) {
      before = rest
      rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '')
    }
    if (/[a-z]{3}/.test(rest)) found.push(`${parent.tagName}.${parent.className}: ${textContent}`)
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
    if (!element.checkVisibility() || element.closest(isData)) continue
    for (const name of ['aria-label', 'placeholder', 'title']) {
      const said = element.getAttribute(name)?.replace(data, '')
      if (said && /[a-z]{3}/.test(said) && !said.includes('⟦'))
        found.push(`${name} of ${element.tagName}.${element.className}: ${said}`)
    }
  }
  return found
}

/** Whatever moves though a person asked for stillness. */
export function moving() {
  return document.getAnimations().map(({ animationName }) => `moves: ${animationName}`)
}

/** The longest that this page goes without a frame, from now on. */
export function watchFrames() {
  const seen = { gapMs: 0, at: performance.now() }
  const look = () => {
    const now = performance.now()
    seen.gapMs = Math.max(seen.gapMs, now - seen.at)
    seen.at = now
    requestAnimationFrame(look)
  }
  look()
  return seen
}
