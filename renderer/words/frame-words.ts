/** The sentences of the frame, welcome, settings (but the budget) and the screen for a profile that cannot be opened. */
export const frameWords = {
  'app.name': 'Farthing',
  'app.claim': 'Every model, one budget.',
  'app.models': 'Models',
  'app.settings': 'Settings',
  'app.budget': 'Budget',
  'app.sidebar': 'Sidebar',
  'app.show-list': 'Show conversations',
  'app.hide-list': 'Hide conversations',
  'app.close': 'Close',
  'app.copy': 'Copy',
  'app.copied': 'Copied',
  'app.copy-answer': 'Copy answer',
  'app.recovered':
    'The last run ended early. {count, plural, one {One answer was} other {# answers were}} put right{uncertain, plural, =0 {} one {, one is not yet certain} other {, # are not yet certain}}.',

  'app.rebuilt':
    '{count, plural, one {The balances of one month} other {The balances of # months}} did not agree with the entries and were added up again. The entries count.',
  'app.lost':
    '{count, plural, one {One entry of the ledger is} other {# entries of the ledger are}} gone from this disk. Compare what was spent with the bills of your providers.',

  'reached.50':
    'Half of the month’s budget is spent: {spent} of {granted} credits. {days, plural, =0 {It ends today.} one {One day is left, until {date}.} other {# days are left, until {date}.}}',
  'reached.80':
    '80 % of the month’s budget is spent: {spent} of {granted} credits. {days, plural, =0 {It ends today.} one {One day is left, until {date}.} other {# days are left, until {date}.}}',
  'reached.100':
    'The month’s budget is spent: {spent} of {granted} credits. The next month begins on {date}.',
  'reached.show': 'See usage',

  'when.by-today': '{time} today',
  'when.by-tomorrow': '{time} tomorrow',
  'when.by-day': '{time} on {day}',
  'when.since-today': 'today at {time}',
  'when.since-yesterday': 'yesterday at {time}',
  'when.since-day': 'on {day}',

  'practice.name': 'Practice.',
  'practice.text': 'Nothing here costs money.',
  'practice.add-key': 'Add a key',

  'welcome.how': 'How should models reach you?',
  'welcome.how-note': 'You can add others at any time.',
  'welcome.practise': 'Practise first',
  'welcome.practise-note':
    'A pretend model that streams and counts like a real one. Nothing costs money.',
  'welcome.key': 'Paste a key',
  'welcome.key-note': 'Kept by this computer’s key store, sent only to its provider.',
  'welcome.key-note-memory':
    'This computer has no key store to trust, so a key lasts until Farthing is closed.',
  'welcome.local': 'Use {provider} on this computer',
  'welcome.local-note': '{provider} is running, with {models}. Always 0 credits.',
  'welcome.another': 'Another provider',
  'welcome.another-field': 'Which other provider',
  'welcome.server': 'Use a server on this computer or another address',
  'welcome.server-note':
    'Anything that speaks like OpenAI: Ollama, LM Studio, llama.cpp, a gateway.',
  'welcome.much': 'How much for a month?',
  'welcome.much-note': 'A limit you set for yourself. Providers bill you as before.',
  'welcome.a-month': 'credits a month, {usd} USD',
  'welcome.a-month-unknown': 'credits a month',
  'welcome.would-buy': 'All of it on one model would buy',
  'welcome.a-turn': 'a turn',
  'welcome.turns': 'turns',
  'welcome.about': 'about {credits}',
  'welcome.size':
    '{perUsd} credits are 1 USD, so one credit is {size}. A typical turn here is 3,000 tokens in and 600 out.',
  'welcome.start': 'Start',
  'welcome.no-key': 'Paste a key first, or practise.',
  'welcome.no-server': 'Add the server first, or practise.',

  'size.100': 'a cent',
  'size.1000': 'a tenth of a cent',
  'size.10000': 'a hundredth of a cent',

  'key.field': 'Key',
  'key.provider': 'Provider',
  'key.save': 'Save key',
  'key.checking': 'Asking {provider} for its models.',

  'check.answered':
    '{provider} answered. {listed, plural, one {One model} other {{listed} models}}, {priced, select, all {prices known for all of them} none {no price known yet} other {prices known for {priced}}}.',
  'check.answered-free':
    '{provider} answered. {listed, plural, one {One model, free} other {{listed} models, all free}}.',
  'check.no-models': '{provider} answered, and lists no models.',

  'server.name': 'Name',
  'server.address': 'Address',
  'server.key-hint': 'If the server asks for one',
  'server.model': 'Model id',
  'server.input': 'USD per million tokens in',
  'server.output': 'USD per million tokens out',
  'server.free': '0 is free, for a server of your own. Without a price nothing can be sent.',
  'server.priced': 'The price its owner bills you. Without a price nothing can be sent.',
  'server.add': 'Add provider',
  'server.added': '{name} is added.',

  'settings.title': 'Settings',
  'settings.sections': 'Sections of settings',
  'settings.providers': 'Providers',
  'settings.providers-note':
    'Keys stay in this computer’s key store. Each is sent to its own provider and nowhere else.',
  'settings.providers-note-memory':
    'This computer has no key store to trust, so keys last until Farthing is closed. Each is sent to its own provider and nowhere else.',
  'settings.providers-note-practice':
    'Practice models are part of Farthing and send nothing. Your own providers are in your own profile.',
  'settings.in-program': 'In this program',
  'settings.add-provider': 'Add a provider',
  'settings.key-ends': 'Key ends in {ending}',
  'settings.no-key': 'No key',
  'settings.key-unreadable': 'Key cannot be read',
  'settings.key-until-quit': 'Key ends in {ending}, until closed',
  'settings.models': '{count, plural, =0 {} one {# model} other {# models}}',
  'settings.works': 'Works, checked {when}',
  'settings.not-checked': 'Not checked yet',
  'settings.refused': 'Refused {when}',
  'settings.failed': '{why}, {when}',
  'settings.on-this-computer': 'On this computer',
  'settings.look-again': 'Look again',
  'settings.looking': 'Looking for servers on this computer.',
  'settings.looked':
    '{count, plural, =0 {No server was found.} one {One server found.} other {# servers found.}}',
  'settings.found': 'Found, always 0 credits',
  'settings.not-running': 'Not running',
  'settings.port': 'This computer, port {port}',
  'settings.start-it': 'Start {provider}, then look again. Its models cost 0 credits.',
  'settings.listed': 'Lists',
  'settings.listed-none': 'no models yet',
  'settings.listed-count':
    '{listed, plural, one {one model} other {{shown} models}}, {priced, plural, =0 {none with a price} one {one with a price} other {{shownPriced} with a price}}',
  'settings.listed-free': '{listed, plural, one {one model} other {{shown} models}}, free',
  'settings.keys-page': 'Where keys are made',
  'settings.key-goes': 'Key goes to',
  'settings.requests-go': 'Requests go to',
  'settings.address': 'Address',
  'settings.address-save': 'Save address',
  'settings.address-own': 'Use its own address',
  'settings.address-note': 'Another host forgets the key: it was given for {host}.',
  'settings.check': 'Check now',
  'settings.replace-key': 'Replace key',
  'settings.add-key': 'Add a key',
  'settings.remove-key': 'Remove key',
  'settings.remove': 'Remove provider',
  'settings.cancel': 'Cancel',
  'settings.appearance': 'Appearance',
  'settings.appearance-note': 'Light and dark carry the same figures.',
  'settings.theme': 'Theme',
  'settings.theme.light': 'Light',
  'settings.theme.dark': 'Dark',
  'settings.theme.system': 'System',
  'settings.privacy': 'Privacy',
  'settings.privacy-note':
    'What you send goes to the provider of the model you chose. Nothing else leaves this computer by itself.',
  'settings.count-exactly': 'Count exactly before sending',
  'settings.count-exactly-note':
    'Asks Anthropic and OpenAI how many tokens a message has. It costs nothing, but sends them the message before you do.',
  'settings.version': 'Farthing {version}',

  'problem.damaged': 'The database is damaged',
  'problem.damaged-text': 'Farthing does not write into it any more. Nothing is deleted.',
  'problem.moved': 'The file is at {path}.',
  'problem.restore': 'Go back to a backup',
  'problem.restore-text':
    'The damaged file is moved aside, whole. What came after the backup is brought back where the damaged file can still be read, and what could not be is said after the start.',
  'problem.backup': '{day}, {time}',
  'problem.entries': '{count, plural, one {one entry} other {{shown} entries}}',
  'problem.size': '{megabytes} MB',
  'problem.newest': 'the newest',
  'problem.restore-do': 'Go back to {when}',
  'problem.restoring': 'Going back to the backup.',
  'problem.unusable-backup':
    'The backup of {when} is damaged as well, and stays as it is. Choose another.',
  'problem.no-backups': 'There is no backup yet.',
  'problem.afresh-only': 'Begin with nothing',
  'problem.afresh': 'Or begin with nothing',
  'problem.afresh-text':
    'The damaged file is moved aside, whole, and an empty one begun: without chats, and with nothing spent.',
  'problem.newer': 'A newer Farthing wrote this database',
  'problem.newer-text':
    'It has version {found}, and this Farthing reads up to {supported}. Install the newer one again. Nothing has been changed.',
  'problem.unusable': 'The database cannot be opened',
  'problem.unusable-text':
    'Nothing has been changed. Close whatever else uses it, then start Farthing again.',
  'problem.other': 'Farthing cannot begin',
  'problem.start-afresh': 'Start afresh',
  'problem.starting': 'Moving the file aside.',
  'problem.screen': 'This screen stopped working',
  'problem.screen-text':
    'Nothing is lost: what was sent and counted is stored. Open the screen again.',
  'problem.again': 'Open again',
} as const
