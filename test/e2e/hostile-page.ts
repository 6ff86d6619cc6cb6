/** What runs in the page, where nothing of the module around a function is known. */

export const MESSAGE_FIELD = 'Message'

/** Unfolds what is folded. */
export async function openAll(): Promise<void> {
  for (const details of document.querySelectorAll('details')) details.open = true
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))
}

/** Follows every link that an answer holds. */
export function pressLinks(): void {
  for (const link of document.querySelectorAll<HTMLElement>('article a')) link.click()
}

/** What stands there and should not. The field of this name must not be covered. */
export function faultsInPage(fieldName: string): string[] {
  const faults: string[] = []
  if (Reflect.get(globalThis, 'hostile') !== undefined) faults.push('something ran')
  const farthing = Reflect.get(globalThis, 'farthing') as { call?: unknown }
  if (typeof farthing.call !== 'function') faults.push('the bridge is another')
  const odd =
    'iframe,frame,object,embed,form,base,style,audio,video,portal,webview,template,body *[onclick],body *[onload],body *[onerror]'
  for (const found of document.querySelectorAll(odd)) faults.push(`<${found.localName}>`)
  for (const found of document.querySelectorAll('body script, body link, body meta')) {
    faults.push(`<${found.localName}>`)
  }
  for (const { href } of document.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    if (!/^(?:https?|mailto):/u.test(href)) faults.push(`a link to ${href}`)
  }
  for (const { src } of document.querySelectorAll('img')) {
    if (!/^(?:data:image\/(?:png|jpeg|gif|webp);|blob:app:)/u.test(src))
      faults.push(`an image ${src}`)
  }
  const field = document.querySelector<HTMLElement>(`[aria-label="${fieldName}"]`)
  const place = field?.getBoundingClientRect()
  const top = place && document.elementFromPoint(place.x + place.width / 2, place.y + 4)
  if (!field || (top !== field && !field.contains(top ?? null)))
    faults.push(`the field "${fieldName}" is covered`)
  return faults
}
