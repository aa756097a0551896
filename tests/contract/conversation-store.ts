import { afterEach, beforeEach } from 'vitest';
import { cardsContract } from './cards.ts';
import { entriesContract } from './entries.ts';
import type { Handles, MakeShelf, Shelf } from './shelf.ts';

/** What every ConversationStore promises, with two handles open on one store. */
export const conversationStoreContract = (name: string, makeShelf: MakeShelf): void => {
  let shelf: Shelf;
  const at = {} as Handles; // filled before each test

  beforeEach(async () => {
    shelf = await makeShelf();
    const [first, second] = await Promise.all([shelf.open(), shelf.open()]);
    const { conversations: one } = first;
    const { conversations: two } = second;
    const reopened = async () => {
      await Promise.all([one.close(), two.close()]);
      return (await shelf.open()).conversations;
    };
    Object.assign(at, { one, two, first, reopened } satisfies Handles);
  });

  afterEach(() => shelf[Symbol.asyncDispose]());

  entriesContract(name, at);
  cardsContract(name, at);
};
