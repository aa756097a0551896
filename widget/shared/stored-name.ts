/** Where the conversation with a desk is stored in the browser, and the desk's address, from which that name is made. */

/**
 * The name of the only item that a conversation stores in the page's storage. `desk`: the desk's address. The bubble
 * looks for this item to find out whether there is a conversation to resume.
 */
export const storedName = (desk: string): string => `ask-librarian:${desk}`;

/** Returns, for example, `https://ask.library.example/desks/main/`. Throws if `relay` is not an absolute URL. */
export const deskAddress = (relay: string | null, desk: string | null): string =>
  new URL(`desks/${desk}/`, relay as string).href; // as: without a relay it throws as well
