/** The sentences of what is attached to a message, and of what a model can see of it. */
export const attachmentWords = {
  'attach.add': 'Attach files',
  'attach.list': 'Attached',
  'attach.adds': 'adds about {credits}',
  'attach.adds-nothing': 'adds nothing',
  'attach.remove': 'Remove {name}',
  'attach.too-many': 'A message takes up to {limit} attachments. The others were not attached.',
  'attach.close': 'Close this note',
  'attach.characters': '{count, plural, one {one character} other {# characters}}',
  'attach.gone': 'Image {name}, no longer on this computer',

  'sees.not':
    '{model} cannot see images. {count, plural, one {It gets the name of the image instead.} other {It gets their names instead.}}',
  'sees.pick': 'Pick a model that sees',
} as const
