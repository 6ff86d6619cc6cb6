/** The sentences of exports, imports and backups. */
export const transferWords = {
  'settings.data': 'Your data',
  'data.note':
    'Everything you write and everything you spend is kept on this computer, and can be taken elsewhere.',
  'data.place': 'Where it is',
  'data.contents':
    '{conversations, plural, =0 {No conversation} one {One conversation} other {{shownConversations} conversations}}, {messages, plural, =0 {no message} one {one message} other {{shownMessages} messages}}, {megabytes} MB.',
  'data.open-folder': 'Open folder',

  'data.import': 'Import conversations',
  'data.import-note':
    'From an export of ChatGPT or Claude (the zip, or the conversations.json in it), or from a conversation or a backup of Farthing. It costs nothing, and no budget changes.',
  'data.import-do': 'Import…',
  'data.importing': 'Reading the file.',
  'data.importing-count':
    '{done, number} of {total, plural, one {one conversation} other {# conversations}}.',

  'data.back-up': 'Back up',
  'data.back-up-note':
    'One file with every conversation, image, setting and entry of the ledger. Keys are not in it. Besides, Farthing keeps a backup of each of the last seven days by itself.',
  'data.back-up-do': 'Back up…',
  'data.backing-up': '{percent} % copied.',
  'data.backed-up': 'Written to {path}, {megabytes} MB.',

  'data.restore': 'Restore a backup',
  'data.restore-note':
    'Goes on from a backup, after saying what that would change. What was written and spent since stays.',
  'data.restore-do': 'Restore…',

  'data.never': 'What is never sent',
  'data.never-note':
    'There is no account, and nothing is counted or reported. A message goes to the provider of its model and to nobody else, and a key only to its own host. Conversations, budget, ledger and settings stay here.',

  'restore.title': 'Go on from {file}?',
  'restore.fact': 'What is in them',
  'restore.backup': 'The backup',
  'restore.present': 'Here now',
  'restore.newest': 'Last used',
  'restore.conversations': 'Conversations',
  'restore.messages': 'Messages',
  'restore.entries': 'Entries of the ledger',
  'restore.nothing': 'never',
  'restore.when': '{day}, {time}',
  'restore.same': 'Both have the same ledger, to the last entry.',
  'restore.kept':
    '{count, plural, one {One entry of the ledger that is only here comes} other {{shown} entries of the ledger that are only here come}} along, with the turns they paid for.',
  'restore.left':
    'The backup has another ledger than this profile. {count, plural, one {The one entry made here stays} other {The {shown} entries made here stay}} in the file that is set aside, with the turns they paid for.',
  'restore.stays':
    'The present database is set aside in its folder, whole. Settings, providers and prices stay as they are now. Keys are in no backup: those on this computer stay. Answers in progress are stopped first.',
  'restore.unusable':
    '{file} is not a backup of Farthing, or is damaged. Nothing was changed. Choose another.',
  'restore.newer':
    '{file} was written by a newer Farthing. Nothing was changed. Install that version, then restore it.',
  'restore.do': 'Restore this backup',
  'restore.not-now': 'Not now',

  'report.title': 'What was imported from {file}',
  'report.none': 'There are no conversations in {file}.',
  'report.imported':
    '{count, plural, one {One conversation imported} other {{shown} conversations imported}}, with {messages, plural, one {one message} other {{shownMessages} messages}}.',
  'report.partly':
    '{count, plural, one {One of them lacks something.} other {{shown} of them lack something.}}',
  'report.known': '{count, plural, one {One was here already.} other {{shown} were here already.}}',
  'report.refused':
    '{count, plural, one {One item was not taken.} other {{shown} items were not taken.}}',
  'report.table': 'Items with something to know',
  'report.conversation': 'Conversation',
  'report.outcome': 'Outcome',
  'report.why': 'What to know',
  'report.outcome-imported': 'Imported',
  'report.outcome-partly': 'Imported in part',
  'report.outcome-known': 'Here already',
  'report.outcome-refused': 'Not taken',
  'report.more':
    '{count, plural, one {One more item stands} other {{shown} more items stand}} in the report. Save it to see all.',
  'report.save': 'Save report…',
  'report.close': 'Close report',
  'report.untitled': 'Untitled',
  'report.line': '{outcome}: {title}. {why}',

  'problem-of.not-a-conversation': 'It is not a conversation that can be read.',
  'problem-of.no-messages': 'Nothing was said in it.',
  'problem-of.unknown-parts':
    '{count, plural, one {One part of an unknown kind was left out.} other {{shown} parts of unknown kinds were left out.}}',
  'problem-of.missing-files':
    '{count, plural, one {One file is not in the export; its name stays.} other {{shown} files are not in the export; their names stay.}}',
  'problem-of.broken-links':
    '{count, plural, one {One message says it follows one that is not there.} other {{shown} messages say they follow others that are not there.}}',
  'problem-of.bad-dates':
    '{count, plural, one {One date could not be read.} other {{shown} dates could not be read.}}',
  'problem-of.too-long':
    '{count, plural, one {A text is longer than can be taken.} other {{shown} texts are longer than can be taken.}}',

  'export.done': 'Written to {path}.',
  'export.you': 'You',
  'export.answer': 'Answer',
  'export.untitled': 'Untitled conversation',
  'export.started': 'Started',
  'export.exported': 'Exported',
  'export.models': 'Models',
  'export.credits': 'Credits',
  'export.not-known': 'not known yet',
  'export.thinking': 'Thinking',
  'export.image': 'Image',
  'export.file': 'File',
  'export.tool': 'Tool that was asked for',
  'row.export': 'Export',
  'export.as-markdown': 'As Markdown…',
  'export.as-json': 'As JSON, with all versions…',

  'command.export-markdown': 'Export this chat as Markdown…',
  'command.export-json': 'Export this chat as JSON…',
  'command.import': 'Import conversations…',
} as const
