/** What is dragged from the list: the id of a conversation. */
export const DRAGGED_TYPE = 'application/x-farthing-conversation'
