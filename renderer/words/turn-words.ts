/** What can be done with a message or an answer, its versions, and moving about among them. */
export const turnWords = {
  'turn.name': 'Turn {number}',
  'turn.message-actions': 'This message',
  'turn.answer-actions': 'This answer',
  'turn.copy-message': 'Copy message',
  'turn.edit': 'Edit message',
  'turn.again': 'Try again',
  'turn.with-another': 'Answer with another model',
  'turn.branch': 'Branch from here',

  'versions.group': 'Versions',
  'versions.place': '{number} of {count}',
  'versions.previous': 'Previous version',
  'versions.next': 'Next version',
  'versions.shown': 'Version {number} of {count}, {model}',
  'versions.shown-nobody': 'Version {number} of {count}',

  'branch.title': '{title} (branch)',
  'branch.opened': 'Copied from “{title}” up to here. The copies cost nothing.',

  'header.more': 'More for this chat',
  'header.export-markdown': 'Export as Markdown…',
  'header.export-json': 'Export as JSON, with all versions…',

  'read.newest': 'Newest',

  'answer.imported': 'imported, cost nothing here',
  'answer.copied': 'copied, cost nothing here',
} as const
