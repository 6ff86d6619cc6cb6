import { chooseModel, modelButton, send } from '../../e2e/at-the-window.ts'
import { type FarthingWindow, launchFarthing } from '../../e2e/farthing-window.ts'
import { type Answer, type ScriptedServer, startScriptedServer } from './scripted-server.ts'

export type ChatWindow = {
  window: FarthingWindow
  /** Sends a message in a new chat; what comes back is the measurement's to say. */
  ask: () => Promise<Answer>
  close: () => Promise<void>
}

/** The app as a person has it, with one model that says what it is told to. */
export async function openChatWindow(folder: string): Promise<ChatWindow> {
  const server: ScriptedServer = await startScriptedServer()
  const window = await launchFarthing({ folder })
  await window.call('providers.addCustom', {
    name: 'Scripted',
    address: server.address,
    models: [{ modelId: 'scripted', typedInputUsd: '0.1', typedOutputUsd: '0.1' }],
  })
  await window.call('budget.set', { typedUsd: '50' })
  const model = modelButton(window.page)
  if ((await model.getAttribute('aria-label')) !== 'Model: scripted') {
    await chooseModel(window.page, 'scripted')
  }
  return {
    window,
    async ask() {
      await window.page.getByRole('button', { name: 'New chat' }).first().click()
      await send(window.page, 'Go on')
      return server.asked()
    },
    async close() {
      await window.quit()
      await server.close()
    },
  }
}
