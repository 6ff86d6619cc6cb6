/** The sentences of what is attached to a message, and of what a model can see of it. */
export const attachmentWords = {
  'attach.add': 'Attach files',
  'attach.list': 'Attached',
  'attach.adds': 'adds about {credits}',
  'attach.adds-nothing': 'adds nothing',
  'attach.remove': 'Remove {name}',
  'attach.reading': 'Reading…',
  'attach.pages':
    '{count, plural, one {one page} other {# pages}}, text only{blank, plural, =0 {} one {, one has none} other {, # have none}}',
  'attach.latin-1': 'read as Latin-1',
  'attach.pasted-name': 'pasted {number}.txt',
  'attach.pasted-long':
    'That is {count, plural, one {one character} other {# characters}}. It can go along as a file instead.',
  'attach.paste-as-file': 'Attach as a file',
  'attach.too-many': 'A message takes up to {limit} attachments. The others were not attached.',
  'attach.close': 'Close this note',
  'attach.characters': '{count, plural, one {one character} other {# characters}}',
  'attach.gone': 'Image {name}, no longer on this computer',

  'sees.not':
    '{model} cannot see images. {count, plural, one {It gets the name of the image instead.} other {It gets their names instead.}}',
  'sees.pick': 'Pick a model that sees',
} as const
