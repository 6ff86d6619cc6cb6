/** What happened, then what can be done. `failure-words.ts` chooses among them. */
export const failureSentences = {
  'failure.not-enough': 'This turn needs {short} more credits. Nothing has been sent.',
  'failure.over-budget':
    '{over} credits over budget. Turns that cost credits wait for {date} or a top-up.',
  'failure.no-budget': 'There is no budget for this month yet. Nothing has been sent.',
  'failure.clock-jumped':
    'This computer says {now}; the last entry is of {last}. Nothing has been changed.',
  'failure.amount.not-a-number': '“{typed}” is not an amount. Write USD as a number, such as 20.',
  'failure.amount.empty': 'Write an amount in USD, such as 20.',
  'failure.amount.negative': '{typed} is below zero. Write an amount above 0 USD.',
  'failure.amount.zero': '0 USD buys nothing. Write an amount above it.',
  'failure.amount.too-large': '{typed} is more than Farthing counts with. Write a smaller amount.',
  'failure.no-price':
    '{model} has no price, so nothing can be reserved for it. Nothing has been sent.',
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
  'failure.key-refused': '{provider} refused the key.',
  'failure.not-allowed': '{provider} does not allow this key to do that.',
  'failure.no-money':
    'The account at {provider} has no money left. Top it up there, then send again.',
  'failure.rate-limited': '{provider} asks for a pause. Send again in a moment.',
  'failure.rate-limited-until':
    '{provider} asks for a pause of {seconds, plural, one {one second} other {# seconds}}.',
  'failure.busy': '{provider} was busy. Send again in a moment.',
  'failure.model-not-found': '{provider} knows no model named {model}. Choose another.',
  'failure.too-long':
    'This conversation is longer than the model can read. Choose one with more context.',
  'failure.request-refused': '{provider} refused the request ({status}).',
  'failure.unreachable': '{host} cannot be reached. Look at the connection, then send again.',
  'failure.not-an-api':
    '{host} answered with {contentType}, not as a model would. The address may lack its path, often /v1.',
  'failure.connection-ended': 'The connection to {provider} ended before the answer did.',
  'failure.stalled':
    '{provider} sent nothing for {seconds, plural, one {one second} other {# seconds}}, so the connection was closed.',
  'failure.answer-too-large': 'The answer grew past {megabytes} MB and was cut there.',
  'failure.answer-too-long':
    '{provider} wrote for {minutes, plural, one {one minute} other {# minutes}} without an end, so the connection was closed.',
  'failure.cost-not-found':
    '{provider} does not say what this cost, or not yet. Ask again later, or enter the figure of its bill.',
  'failure.stream-damaged': 'What {provider} sent could not be read to its end.',
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
  'do.set-budget': 'Set a budget',
  'do.add-credits': 'Add credits',
  'do.choose-model': 'Choose another model',
  'do.send-again': 'Send again',
  'do.settings': 'Look at its address',
} as const
