import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from '../shared/ipc/contract.ts'
import { callNames, eventNames } from '../shared/ipc/names.ts'

/** The whole of what the window can do: the named calls and events, and nothing else. */
const bridge: Bridge = {
  call(name, input) {
    if (!callNames.includes(name)) throw new Error(`There is no call ${name}`)
    return ipcRenderer.invoke(name, input)
  },
  on(name, listener) {
    if (!eventNames.includes(name)) throw new Error(`There is no event ${name}`)
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]): void =>
      listener(payload)
    ipcRenderer.on(name, forward)
    return () => void ipcRenderer.off(name, forward)
  },
}

contextBridge.exposeInMainWorld('farthing', bridge)
