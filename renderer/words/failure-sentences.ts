/** What happened, then what can be done. `failure-words.ts` chooses among them. */
export const failureSentences = {
  'failure.not-enough': 'This turn needs {short} more credits. Nothing has been sent.',
  'failure.over-budget':
    '{over} credits over budget. Turns that cost credits wait for {date} or a top-up.',
  'failure.no-budget': 'There is no budget for this month yet. Nothing has been sent.',
  'failure.above-turn-limit':
    'This turn is expected to cost about {about} credits. You asked to be asked above {limit}. Nothing has been sent.',
  'failure.envelope-short':
    'This turn needs {short} more credits than its {of, select, folder {folder} provider {provider} other {model}} may use until {date}. Nothing has been sent.',
  'failure.unknown-envelope': 'This envelope is not there any more.',
  'failure.clock-jumped':
    'This computer says {now}; the last entry is of {last}. Nothing has been changed.',
  'failure.amount.not-a-number': '“{typed}” is not an amount. Write USD as a number, such as 20.',
  'failure.amount.empty': 'Write an amount in USD, such as 20.',
  'failure.amount.negative': '{typed} is below zero. Write an amount above 0 USD.',
  'failure.amount.zero': '0 USD buys nothing. Write an amount above it.',
  'failure.amount.too-large': '{typed} is more than Farthing counts with. Write a smaller amount.',
  'failure.no-price':
    '{model} has no price, so nothing can be reserved for it. Set one, or choose another model. Nothing has been sent.',
  'failure.no-key': '{provider} has no key yet. Nothing has been sent.',
  'failure.key-unreadable':
    'The key for {provider} cannot be read on this computer any more. Paste it again.',
  'failure.key.empty': 'The field is empty. Paste the key into it.',
  'failure.key.not-printable': 'A key has no spaces and no special signs. Copy it again, whole.',
  'failure.key.too-long': 'That is longer than any key. Copy the key alone.',
  'failure.address.not-a-url':
    '“{typed}” is not an address. It begins with https:// and names a host.',
  'failure.address.not-https':
    'Only a server on this computer can be reached without https. Begin the address with https://.',
  'failure.address.has-credentials':
    'The address holds a name or a password. Leave it out and use the key field.',
  'failure.address.forbidden-host': 'Farthing does not send to that host. Choose another address.',
  'failure.unknown-model': '{model} is not in the list of models any more. Choose another.',
  'failure.unknown-conversation': 'This conversation is not stored any more.',
  'failure.unknown-turn': 'This turn is not stored any more.',
  'failure.turn-in-progress':
    'An answer is still being written here. Stop it, or wait for its end.',
  'failure.empty-message': 'The message is empty.',
  'failure.too-long-for-model':
    '{model} reads up to {context} tokens with its answer, and this is about {input}. Leave out the oldest turns, or choose a model that reads more. Nothing has been sent.',
  'failure.attachment.empty': '“{name}” is empty, so there is nothing to send.',
  'failure.attachment.too-large':
    '“{name}” is larger than {limit, select, none {a provider takes} other {{limit} MB, the most a provider takes}}. Make it smaller, then attach it again.',
  'failure.attachment.too-many-pixels':
    '“{name}” is more than {limit, select, none {the most} other {{limit}}} pixels wide or high. Make it smaller, then attach it again.',
  'failure.attachment.not-an-image':
    '“{name}” is not an image that a model can see. PNG, JPEG, WebP and GIF are.',
  'failure.attachment.not-text':
    '“{name}” is neither text nor an image, so no model could read it. Copy its text into the message.',
  'failure.attachment.too-much-text':
    '“{name}” has more than {limit} characters of text, which no model reads at once. Attach a part of it.',
  'failure.attachment.pdf-locked':
    '“{name}” is protected by a password. Save a copy without one, then attach that.',
  'failure.attachment.pdf-damaged':
    '“{name}” is damaged, so its text could not be read. Open it elsewhere, save it anew, then attach that.',
  'failure.attachment.pdf-no-text':
    '“{name}” has no text: its pages are images. Attach the pages as images, or run text recognition on it first.',
  'failure.unknown-attachment': 'A file of this message is not stored any more. Attach it again.',
  'failure.import.not-readable': '{name} cannot be read. Nothing was imported.',
  'failure.import.not-an-export':
    '{name} is not an export of ChatGPT, Claude or Farthing. Nothing was imported.',
  'failure.import.too-large': '{name} is larger than Farthing can read. Nothing was imported.',
  'failure.import.damaged': '{name} is damaged or cut off. Nothing was imported.',
  'failure.import.newer-version':
    '{name} comes from a newer Farthing. Update this one first. Nothing was imported.',
  'failure.cannot-write-file': '{path} cannot be written. Choose another place.',
  'failure.usage-export.not-readable': '{name} cannot be read. Nothing was compared.',
  'failure.usage-export.too-large':
    '{name} is larger than exports of usage get. Nothing was compared. Export fewer days at once.',
  'failure.usage-export.not-a-table':
    '{name} is no table of values with commas between them. Nothing was compared. Choose the CSV file as the provider gave it.',
  'failure.usage-export.unknown-columns':
    '{name} is no export that Farthing knows. Its first line has {found}. Expected are start_time_iso, model, input_tokens and output_tokens (OpenAI, usage), start_time_iso and amount_value (OpenAI, costs), usage_date_utc, model_version, usage_input_tokens_no_cache and usage_output_tokens (Anthropic, usage), or usage_date_utc, token_type and cost_usd (Anthropic, cost).',
  'failure.usage-export.no-days':
    '{name} has no day in it. Nothing was compared. Export a span with usage in it.',
  'failure.usage-export.bad-row':
    'Line {line} of {name} has more or fewer cells than its first line. Nothing was compared. Export the file anew.',
  'failure.usage-export.bad-cell':
    'Line {line} of {name} has “{found}” in the column {column}, which cannot be read. Nothing was compared.',
  'failure.usage-export.empty-cell':
    'Line {line} of {name} has nothing in the column {column}. Nothing was compared.',
  'failure.usage-export.other-currency':
    'Line {line} of {name} is in {found}. Farthing compares USD. Nothing was compared.',
  'failure.usage-not-told':
    '{provider} does not say what was spent with this key. Compare on its own pages.',
  'failure.image.forbidden':
    'The address of this image is not on the public web. It was not fetched.',
  'failure.image.unreachable': '{host} did not answer with this image. Try again later.',
  'failure.image.too-large': 'This image is larger than 10 MB. It was not fetched.',
  'failure.image.not-an-image': 'What {host} sent is not a PNG, JPEG, WebP or GIF image.',
  'failure.unknown-folder': 'This folder is not there any more.',
  'failure.price-list.not-json':
    'That is not a price list. Choose the file data.json of genai-prices, or the web address of it. Prices stay as they are.',
  'failure.price-list.not-a-price-list':
    'That is not a price list as Farthing knows it. Choose the file data.json of genai-prices, or the web address of it. Prices stay as they are.',
  'failure.price-list.too-large':
    'That is larger than any list of prices. Choose another file or address. Prices stay as they are.',
  'failure.price-list.older':
    'That list is older than the one Farthing came with. Choose a newer one. Prices stay as they are.',
  'failure.price-list.absurd':
    'Prices in that list cannot be right. Choose another. Prices stay as they are.',
  'failure.price-list.unreachable':
    'Nothing could be read from that address. Look at it and at the connection, then read it again. Prices stay as they are.',
  'failure.unknown-price-list': 'That list is not at hand any more. Read it again.',
  'failure.key-refused': '{provider} refused the key. Paste another one.',
  'failure.not-allowed':
    '{provider} does not allow this key to do that. Allow it in the account there, or choose another model.',
  'failure.no-money':
    'The account at {provider} has no money left. Top it up there, then send again.',
  'failure.rate-limited': '{provider} asks for a pause. Send again in a moment.',
  'failure.rate-limited-until':
    '{provider} asks for a pause of {seconds, plural, one {one second} other {# seconds}}. Send again after it.',
  'failure.rate-limited-long':
    '{provider} asks for a pause of {minutes} minutes. Send again after it.',
  'failure.busy': '{provider} was busy. Send again in a moment.',
  'failure.model-not-found': '{provider} knows no model named {model}. Choose another.',
  'failure.too-long':
    'This conversation is longer than the model can read. Leave out the oldest turns, or choose a model that reads more.',
  'failure.request-too-large':
    '{provider} does not take a request this large. Leave out an attachment or the oldest turns.',
  'failure.request-refused':
    '{provider} refused the request ({status}). Change the message, or choose another model.',
  'failure.unreachable-here':
    'Nothing answers at {host} on this computer. Start {provider}, then try again.',
  'failure.unreachable': '{host} cannot be reached. Look at the connection, then send again.',
  'failure.not-an-api':
    '{host} answered with {contentType}, not as a model would. The address may lack its path, often /v1.',
  'failure.connection-ended':
    'The connection to {provider} ended before the answer did. Send again for a whole one.',
  'failure.stalled':
    '{provider} sent nothing for {seconds, plural, one {one second} other {# seconds}}, so the connection was closed. Send again in a moment.',
  'failure.answer-too-large':
    'The answer grew past {megabytes} MB and was cut there. Ask for less at once.',
  'failure.answer-too-long':
    '{provider} wrote for {minutes, plural, one {one minute} other {# minutes}} without an end, so the connection was closed. Ask for less at once.',
  'failure.cost-not-found':
    '{provider} does not say what this cost, or not yet. Ask again later, or enter the figure of its bill.',
  'failure.stream-damaged':
    'What {provider} sent could not be read to its end. Send again for a whole answer.',
  'failure.database-damaged':
    'The database is damaged. It is left as it is, and nothing more is written into it.',
  'failure.database-newer':
    'A newer Farthing wrote this database (version {found}, this one reads up to {supported}). Start the newer one; nothing has been changed.',
  'failure.database-unusable':
    'The database cannot be opened. Close any other program that uses it, then start Farthing again.',
  'failure.disk-full': 'The disk is full. Free some space, then try again. Nothing has been sent.',
  'failure.disk-nearly-full':
    '{free} MB are free on the disk, and {needed} MB are needed to be sure that an answer and its cost can be kept. Free some space, then send again. Nothing has been sent.',
  'failure.backup-unusable':
    'The backup “{backup}” is damaged as well and stays as it is. Choose another.',
  'failure.read-only': 'The folder of the database cannot be written to. Nothing has been sent.',
  'failure.already-ended': 'This turn has already ended.',
  'failure.bad-request': 'Farthing asked itself something wrong ({call}). Nothing has been sent.',
  'failure.untrusted-sender': 'A page that is not Farthing asked for {call}. It was turned away.',
  'failure.internal': 'Something inside Farthing went wrong. Try again; farthing.log says more.',

  'short.busy': '{provider} was busy',
  'short.rate-limited': '{provider} asked for a pause',
  'short.key-refused': '{provider} refused the key',
  'short.not-allowed': '{provider} does not allow it',
  'short.no-money': 'no money at {provider}',
  'short.model-not-found': '{provider} knows no such model',
  'short.too-long': 'too long for the model',
  'short.request-too-large': 'too large for {provider}',
  'short.request-refused': '{provider} refused it',
  'short.unreachable': '{provider} not reached',
  'short.not-an-api': 'not a model’s address',
  'short.ended': 'the connection ended',
  'short.too-long-answer': 'no end after {minutes, plural, one {a minute} other {# minutes}}',
  'short.stalled': '{provider} fell silent',
  'short.not-sent': 'not sent',

  'end.stopped': 'stopped',
  'end.interrupted': 'interrupted',

  'do.replace-key': 'Replace key',
  'do.add-key': 'Add a key',
  'do.open-provider': 'Look at its address',
  'do.top-up-there': 'Top up there',
  'do.set-budget': 'Set a budget',
  'do.add-credits': 'Add credits',
  'do.choose-model': 'Choose another model',
  'do.set-price': 'Set a price',
  'do.trim': 'See what fits',
  'do.send-again': 'Send again',
} as const
