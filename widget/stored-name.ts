/** The one item a conversation may leave in the page's storage; the bubble looks whether it is there. */
export const storedName = (relay: string, desk: string): string => `ask-librarian:${new URL(relay).host}:${desk}`;
