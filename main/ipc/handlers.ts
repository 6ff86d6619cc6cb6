import { app, shell } from 'electron'
import type { Handlers } from '../../shared/ipc/contract.ts'
import type { Settings } from '../../shared/ipc/shapes.ts'
import { parseBudgetUsd, parseCostUsd } from '../../shared/money/credits.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import type { Desktop } from '../desktop/desktop.ts'
import type { Profiles } from '../profiles.ts'
import type { Session } from '../session.ts'
import { isDamage } from '../storage/failure-of-sqlite.ts'
import type { Dialogs } from '../transfer/dialogs.ts'
import type { Transfer } from '../transfer/transfer.ts'
import { checkExternalLink } from '../ways-out.ts'

export type HandlersOptions = {
  profiles: Profiles
  /** Loaded when it is first asked for. */
  desktop: () => Promise<Desktop>
  settingsChanged: (settings: Settings) => void
  dialogs: Dialogs
}

/** One line a call: what it means is decided behind it, never here. */
export function createHandlers({
  profiles,
  desktop,
  settingsChanged,
  dialogs,
}: HandlersOptions): Handlers {
  function inSession<I, O>(handle: (session: Session, input: I) => Result<O> | Promise<Result<O>>) {
    return async (input: I): Promise<Result<O>> => {
      const session = await profiles.session()
      if (!session.ok) return session
      try {
        return await handle(session.value, input)
      } catch (error) {
        // What waited for something found it closed: the window that asked is gone, or loaded anew.
        if (session.value.isClosed()) {
          return failed({ kind: 'internal', message: 'The profile is closed' })
        }
        // Damage that no check of a start reads, such as in an index: a restore is offered.
        if (isDamage(error)) profiles.damaged()
        throw error
      }
    }
  }

  function withFiles<I, O>(
    handle: (transfer: Transfer, input: I) => Result<O> | Promise<Result<O>>,
  ) {
    return inSession<I, O>(async ({ transfer }, input) => handle(await transfer(), input))
  }

  return {
    'profile.read': async () => done(await profiles.shown(app.getVersion())),
    'profile.open': async ({ name }) => done(await profiles.open(name)),
    'profile.startAfresh': () => profiles.startAfresh(),
    'profile.backups': () => done(profiles.backups()),
    'profile.restore': ({ backupName }) => profiles.restore(backupName),
    'settings.change': inSession((session, change) => {
      const settings = session.changeSettings(change)
      settingsChanged(settings)
      return done(settings)
    }),
    'budget.read': inSession(({ turns }) => done(turns.budget())),
    'budget.set': inSession(({ turns }, { typedUsd }) => {
      const amount = parseBudgetUsd(typedUsd)
      return amount.ok ? turns.setBudget(amount.value) : amount
    }),
    'budget.setNoLimit': inSession(({ turns }) => turns.setNoLimit()),
    'budget.configure': inSession(({ turns }, change) => turns.configureBudget(change)),
    'budget.topUp': inSession(({ turns }, { topUpId, typedUsd }) => {
      const amount = parseBudgetUsd(typedUsd)
      return amount.ok ? turns.topUp(amount.value, topUpId) : amount
    }),
    'budget.setTurnLimit': inSession(({ turns }, { typedUsd }) => {
      const limit = typedUsd === null ? done(null) : parseBudgetUsd(typedUsd)
      return limit.ok ? turns.setTurnLimit(limit.value) : limit
    }),
    'budget.saveEnvelope': inSession(({ turns }, envelope) => {
      const amount = parseBudgetUsd(envelope.typedUsd)
      return amount.ok ? turns.saveEnvelope(envelope, amount.value) : amount
    }),
    'budget.removeEnvelope': inSession(({ turns }, { envelopeId }) =>
      turns.removeEnvelope(envelopeId),
    ),
    'budget.takeNotice': inSession(({ turns }) => done(turns.takeBudgetNotice())),
    'usage.read': inSession(({ usage }, asked) => usage.read(asked)),
    'usage.export': inSession(async ({ usage, transfer }, asked) => {
      const file = await usage.export(asked)
      return file.ok ? (await transfer()).saveText(file.value, dialogs) : file
    }),
    'budget.confirmDate': inSession(({ turns }) => turns.confirmDate()),
    'catalog.read': inSession(({ accounts }) => done(accounts.catalog())),
    'catalog.typicalTurn': inSession(({ turns }) => turns.typicalTurn()),
    'catalog.setPrice': inSession(({ accounts }, typed) => accounts.setPrice(typed)),
    'catalog.clearPrice': inSession(({ accounts }, { model }) => accounts.clearPrice(model)),
    'catalog.edition': inSession(({ priceLists }) => done(priceLists.edition())),
    'catalog.previewUpdate': inSession(({ priceLists }, list) => priceLists.preview(list)),
    'catalog.applyUpdate': inSession(({ priceLists }, { updateId }) => priceLists.apply(updateId)),
    'catalog.rollBack': inSession(({ priceLists }) => priceLists.rollBack()),
    'providers.read': inSession(({ accounts }) => done(accounts.providers())),
    'providers.saveKey': inSession(({ accounts }, { providerId, key }) =>
      accounts.saveKey(providerId, key),
    ),
    'providers.removeKey': inSession(({ accounts }, { providerId }) =>
      done(accounts.removeKey(providerId)),
    ),
    'providers.setAddress': inSession(({ accounts }, { providerId, address }) =>
      accounts.setAddress(providerId, address),
    ),
    'providers.addCustom': inSession(({ accounts }, { name, address, models }) =>
      accounts.addCustom(name, address, models),
    ),
    'providers.remove': inSession(({ accounts }, { providerId }) =>
      done(accounts.remove(providerId)),
    ),
    'providers.check': inSession(({ accounts }, { providerId }) => accounts.check(providerId)),
    'providers.findLocal': inSession(async ({ accounts }) => done(await accounts.findLocal())),
    'estimate.quote': inSession(({ turns }, drafted) => turns.quote(drafted)),
    'estimate.ways': inSession(({ turns }, drafted) => turns.ways(drafted)),
    'estimate.trackRecord': inSession(({ turns }) => turns.trackRecord()),
    'attachments.add': inSession(({ turns }, { name, bytes }) => turns.addAttachment(name, bytes)),
    'attachments.read': inSession(({ turns }, { attachmentId }) =>
      turns.readAttachment(attachmentId),
    ),
    'conversation.page': inSession(({ turns }, place) => turns.page(place)),
    'conversation.showVersion': inSession(({ turns }, { turnId }) => turns.showVersion(turnId)),
    'conversation.branch': inSession(({ turns }, branch) => turns.branch(branch)),
    'conversation.keepAnswer': inSession(({ turns }, { turnId }) => turns.keepAnswer(turnId)),
    'turn.compare': inSession(({ turns }, compared) => turns.compare(compared)),
    'estimate.additions': inSession(({ turns }, drafted) => turns.additions(drafted)),
    'estimate.savings': inSession(({ turns }, drafted) => turns.savings(drafted)),
    'attachments.addText': inSession(({ turns }, { name, text }) => turns.addText(name, text)),
    'drafts.read': inSession(({ library }) => library.drafts()),
    'drafts.keep': inSession(({ library }, draft) => library.keepDraft(draft)),
    'presets.list': inSession(({ library }) => library.presets()),
    'presets.save': inSession(({ library }, preset) => library.savePreset(preset)),
    'presets.remove': inSession(({ library }, { presetId }) => library.removePreset(presetId)),
    'prompts.list': inSession(({ library }) => library.prompts()),
    'prompts.save': inSession(({ library }, prompt) => library.savePrompt(prompt)),
    'prompts.remove': inSession(({ library }, { promptId }) => library.removePrompt(promptId)),
    'folder.list': inSession(({ turns }) => turns.folders()),
    'folder.save': inSession(({ turns }, folder) => turns.saveFolder(folder)),
    'folder.remove': inSession(({ turns }, { folderId }) => turns.removeFolder(folderId)),
    'conversation.spent': inSession(({ turns }, { conversationId }) =>
      turns.spentIn(conversationId),
    ),
    'conversation.dropAttachment': inSession(({ turns }, dropped) => turns.dropAttachment(dropped)),
    'conversation.summarise': inSession(({ turns }, wanted) => turns.summarise(wanted)),
    'conversation.stopSummary': inSession(({ turns }, { summaryId }) =>
      turns.stopSummary(summaryId),
    ),
    'conversation.useSummary': inSession(({ turns }, { summaryId, isSent }) =>
      turns.useSummary(summaryId, isSent),
    ),
    'conversation.rename': inSession(({ turns }, { conversationId, title }) =>
      turns.rename(conversationId, title),
    ),
    'conversation.setPinned': inSession(({ turns }, { conversationId, isPinned }) =>
      turns.setPinned(conversationId, isPinned),
    ),
    'conversation.move': inSession(({ turns }, { conversationId, folderId }) =>
      turns.move(conversationId, folderId),
    ),
    'conversation.remove': inSession(({ turns }, { conversationId }) =>
      turns.remove(conversationId),
    ),
    'conversation.bringBack': inSession(({ turns }, { conversationId }) =>
      turns.bringBack(conversationId),
    ),
    'search.find': inSession(({ turns }, search) => done(turns.find(search))),
    'drift.sources': inSession(async ({ drift }) => done((await drift()).sources())),
    'drift.askProvider': inSession(async ({ drift }, { providerId }) =>
      (await drift()).askProvider(providerId),
    ),
    'drift.compareFile': inSession(async ({ drift }) =>
      (await drift()).compareFile(dialogs.chooseFile),
    ),
    'transfer.export': withFiles((transfer, chat) => transfer.export(chat, dialogs)),
    'transfer.import': withFiles((transfer) => transfer.import(dialogs)),
    'transfer.saveReport': withFiles((transfer, { text }) => transfer.saveReport(text, dialogs)),
    'transfer.backUp': withFiles((transfer) => transfer.backUp(dialogs)),
    'transfer.chooseBackup': withFiles((transfer) => transfer.chooseBackup(dialogs)),
    'transfer.restore': withFiles((transfer, { planId }) => {
      const file = transfer.planned(planId)
      if (file !== null) return profiles.restoreFrom(file)
      return failed({ kind: 'backup-unusable', backupName: '' })
    }),
    'transfer.place': withFiles((transfer) => done(transfer.place())),
    'transfer.showFolder': withFiles(async (transfer) => {
      const message = await shell.openPath(transfer.place().folder)
      return message === '' ? done(undefined) : failed({ kind: 'internal', message })
    }),
    'image.fetch': async ({ url }) => (await import('../images/fetch-image.ts')).fetchImage(url),
    'desktop.read': async () => done((await desktop()).state()),
    'desktop.setWords': async ({ words, menus }) => done((await desktop()).setWords(words, menus)),
    'desktop.showMain': async (place) => done((await desktop()).showMain(place)),
    'desktop.showQuickAsk': async () => done((await desktop()).showQuickAsk()),
    'desktop.hideQuickAsk': async () => done((await desktop()).hideQuickAsk()),
    'desktop.notify': async (news) => done((await desktop()).notify(news)),
    'desktop.quit': () => done(app.quit()),
    'conversation.list': inSession(({ turns }) => done(turns.conversations())),
    'conversation.open': inSession(({ turns }, { conversationId, atTurnId, isAtStart }) =>
      turns.open(conversationId, atTurnId, isAtStart),
    ),
    'conversation.setOptions': inSession(({ turns }, { conversationId, options }) =>
      turns.setOptions(conversationId, options),
    ),
    'turn.send': inSession(({ turns }, turn) => turns.send(turn)),
    'turn.stop': inSession(({ turns }, { turnId }) => turns.stop(turnId)),
    'turn.countNow': inSession(({ turns }, { turnId }) => turns.countNow(turnId)),
    'turn.costNothing': inSession(({ turns }, { turnId }) => turns.costNothing(turnId)),
    'turn.setFigure': inSession(({ turns }, { turnId, typedUsd }) => {
      const amount = parseCostUsd(typedUsd)
      return amount.ok ? turns.setFigure(turnId, amount.value) : amount
    }),
    'turn.lookUp': inSession(({ turns }, { turnId }) => turns.lookUp(turnId)),
    'turn.attempts': inSession(({ turns }, { turnId }) => turns.attempts(turnId)),
    'turn.elsewhere': inSession(({ turns }, { turnId }) => turns.elsewhere(turnId)),
    'link.open': async ({ url }) => {
      const checked = checkExternalLink(url)
      if (!checked.ok) return checked
      await shell.openExternal(checked.value)
      return done(undefined)
    },
  }
}
