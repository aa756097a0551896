/**
 * The one item a conversation may leave in the page's storage, named after the desk's address; the bubble looks whether
 * it is there.
 */
export const storedName = (desk: string): string => `ask-librarian:${desk}`;

/** `https://ask.library.example/desks/main/`; throws where `relay` is no absolute address. */
export const deskAddress = (relay: string | null, desk: string | null): string =>
  new URL(`desks/${desk}/`, relay as string).href; // as: without a relay it throws as well
