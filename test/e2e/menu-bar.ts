import { expect } from './farthing-test.ts'
import type { FarthingWindow } from './farthing-window.ts'

/** The menu bar as a person reads it: the items of each menu with their keys. */
export function menuBar({ app }: FarthingWindow): Promise<Record<string, string[]>> {
  return app.evaluate(({ Menu }) => {
    const bar = Menu.getApplicationMenu()?.items ?? []
    const read = (menu: (typeof bar)[number]): string[] =>
      (menu.submenu?.items ?? [])
        .filter(({ type, visible }) => type !== 'separator' && visible)
        .map(({ label, accelerator, registerAccelerator }) => {
          const keys = registerAccelerator ? '' : ` ${accelerator ?? ''}`
          return `${label}${keys.replace('CmdOrCtrl', 'Ctrl')}`.trim()
        })
    return Object.fromEntries(bar.map((menu) => [menu.label, read(menu)]))
  })
}

/** Picks an item of the menu bar, which no tool can click. */
export async function pickMenuItem(
  { app }: FarthingWindow,
  menu: string,
  label: string,
): Promise<void> {
  await app.evaluate(
    ({ Menu }, wanted) => {
      const item = Menu.getApplicationMenu()
        ?.items.find((known) => known.label === wanted.menu)
        ?.submenu?.items.find((known) => known.label === wanted.label)
      if (!item) throw new Error(`There is no item ${wanted.menu} ${wanted.label}`)
      item.click()
    },
    { menu, label },
  )
}

/** It comes after the first screen. Asked again where the main process was too busy to answer. */
export async function untilMenuStands(window: FarthingWindow, menu = 'Chat'): Promise<void> {
  await expect(async () => {
    expect(await menuBar(window)).toHaveProperty([menu])
  }).toPass()
}
