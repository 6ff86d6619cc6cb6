/** Unpacked. The largest exports seen are some hundred megabytes, nearly all of it text. */
export const MAX_JSON_BYTES = 2_000_000_000

/** Of one conversation in a file: it is parsed at once, and its JSON has to fit into memory. */
export const MAX_ITEM_BYTES = 64_000_000

/** Conversations of one file: each has a row in the report. */
export const MAX_ITEMS = 100_000

/** Real exports nest about ten deep. */
export const MAX_DEPTH = 200

/** Turns of one conversation, versions included: it is written in one go, in a second or two. */
export const MAX_TURNS = 20_000

/** Text of one conversation as it is written: versions repeat what they share. UTF-16 units. */
export const MAX_WRITTEN_CHARACTERS = 200_000_000

/** Messages of one conversation, counted again for each version that shares them. */
export const MAX_WRITTEN_MESSAGES = 500_000

/** Of one text: as long as a message that is typed may be. */
export const MAX_TEXT_CHARACTERS = 5_000_000

/** Files in a zip, most of them images; looked through by name alone. */
export const MAX_ZIP_ENTRIES = 1_000_000
