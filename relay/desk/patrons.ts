import { defined } from '../protocol/defined.ts';
import type { Mark, Seq } from '../protocol/entries.ts';
import type { SorryCode } from '../protocol/frames.ts';
import { MAX_TEXT } from '../protocol/limits.ts';
import { cleanText } from '../protocol/text.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { Conversation, Page } from './conversation/conversation.ts';
import { cleanNote, type Note } from './conversation/notes.ts';
import type { DeskCore } from './core.ts';
import type { What } from './entry.ts';
import type { Network, PatronLink } from './ports.ts';
import { isPausedAt } from './presence/opening-hours.ts';
import type { DeskName } from './roster.ts';

/** What patrons do, and their open pages. */

/** What a patron's page says when it connects. */
export interface PatronHello {
  desk: DeskName;
  /** Opens the conversation; the page made it. */
  key: string;
  /** The last seq that the page has; 0: none. */
  after: Seq;
  /** Where the page connects from. Absent: unknown, and nothing is refused because of it. */
  network?: Network;
}

/** The patrons' open pages, and what patrons do in their conversations. */
export class Patrons {
  readonly #core: DeskCore;
  readonly #visits = new Map<PatronLink, { conversation: Conversation; page: Page }>();

  constructor(core: DeskCore) {
    this.#core = core;
  }

  /** The number of open pages. */
  get count(): number {
    return this.#visits.size;
  }

  async connect(link: PatronLink, hello: PatronHello): Promise<boolean> {
    const { blocks, presence, conversations, parts, sync, retention } = this.#core;
    if (!presence.whereabouts(hello.desk)) return refuse(link, 'unknown-desk');
    const conversation = await this.#core.attempt(conversations.load(parts.ids.conversation(hello.key), hello.desk));
    if (!conversation) return refuse(link, 'not-kept', undefined, false);
    if (conversation === 'forgotten') return refuse(link, 'gone');
    const whereabouts = presence.whereabouts(conversation.desk);
    if (!whereabouts || conversation.forgetting || (!conversation.card && hello.after > 0)) {
      if (!conversation.card && conversation.pages.size === 0) conversations.drop(conversation);
      return refuse(link, whereabouts ? 'gone' : 'unknown-desk');
    }
    const { network } = hello;
    const page: Page = {
      link,
      cursor: Math.min(hello.after, conversation.lastSeq),
      ...defined({ network }),
    };
    conversation.pages.add(page);
    conversations.retain(conversation);
    this.#visits.set(link, { conversation, page });
    link.push({
      kind: 'welcome',
      version: PROTOCOL_VERSION,
      after: conversation.lastSeq,
      whereabouts,
      limits: { text: MAX_TEXT },
    });
    sync.syncPage(conversation, page);
    const mark = conversation.librariansMark();
    if (mark.delivered > 0) link.push({ kind: 'mark', ...mark });
    if (conversation.sentWait) link.push({ kind: 'wait', ...conversation.sentWait });
    if (conversation.card && conversation.pages.size === 1) {
      retention.setLeftAt(conversation, undefined);
      sync.sendCards(conversation);
    }
    // The conversation may just have been loaded, with lines that no librarian has received.
    sync.sync(conversation);
    // A blocked patron may still read the conversation, and delete it.
    if (blocks.refuses(conversation, network)) refuse(link, 'blocked');
    return true;
  }

  async say(link: PatronLink, id: string, text: string): Promise<void> {
    const said = cleanText(text);
    if (said === '') refuse(link, 'empty', id);
    else if (said.length > MAX_TEXT) refuse(link, 'too-long', id);
    else await this.#write(link, id, { kind: 'said', text: said });
  }

  async note(link: PatronLink, id: string, note: Note): Promise<void> {
    const cleaned = cleanNote(note);
    if (typeof cleaned === 'string') refuse(link, cleaned, id);
    else await this.#write(link, id, cleaned);
  }

  async #write(link: PatronLink, id: string, what: What): Promise<void> {
    const visit = this.#visits.get(link);
    if (!visit) return;
    const { conversation, page } = visit;
    const { presence, conversations, parts, sync, retention } = this.#core;
    if (!presence.whereabouts(conversation.desk)) return void refuse(link, 'unknown-desk', id);
    if (this.#core.blocks.refuses(conversation, page.network)) return void refuse(link, 'blocked', id);
    const isOpen = conversation.card !== undefined && !conversation.fold.closed;
    if (!isOpen && isPausedAt(presence.desk(conversation.desk) ?? {}, parts.clock.now()))
      return void refuse(link, 'paused', id);
    const tooMany = conversation.forgetting ? undefined : retention.admitLine(conversation);
    if (conversation.forgetting) return void refuse(link, 'gone', id);
    if (tooMany) return void refuse(link, tooMany.code, id, tooMany.final);
    page.pendingIds ??= new Set();
    page.pendingIds.add(id);
    const appended = await this.#core.attempt(
      conversations.append(conversation, { id, author: 'patron', what }, parts),
    );
    if (appended?.outcome === 'kept' && conversation.forgetting) {
      refuse(link, 'gone', id);
    } else if (appended?.outcome === 'kept') {
      // Usually the sync after this append has already pushed `kept` to the page. It has not for the first line of a
      // conversation, which is still being loaded, or for a line that was stored before and is not reported again.
      if (page.pendingIds.has(id)) {
        await this.#core.attempt(conversations.refresh(conversation));
        sync.sync(conversation);
      }
      if (page.pendingIds.has(id)) link.push({ kind: 'kept', id, seq: appended.entry.seq, at: appended.entry.at });
    } else {
      refuse(link, appended?.outcome ?? 'not-kept', id, appended !== undefined);
    }
    page.pendingIds.delete(id);
  }

  mark(link: PatronLink, mark: Mark): void {
    const conversation = this.#visits.get(link)?.conversation;
    const moved = conversation?.raiseMark('patron', mark);
    if (!conversation || !moved) return;
    this.#core.parts.conversations.mark(conversation.id, 'patron', moved);
    this.#core.sync.cards.add(conversation);
  }

  setTyping(link: PatronLink, on: boolean): void {
    const { conversation, page } = this.#visits.get(link) ?? {};
    const { assignment, blocks, sync } = this.#core;
    if (!conversation?.card || blocks.refuses(conversation, page?.network)) return;
    for (const librarian of assignment.recipientsOf(conversation)) {
      sync.notify(librarian, { kind: 'typing', card: sync.card(conversation, librarian), on });
    }
  }

  async close(link: PatronLink): Promise<void> {
    const conversation = this.#visits.get(link)?.conversation;
    if (!conversation?.card || conversation.fold.closed || conversation.forgetting) return;
    await this.#core.attempt(this.#core.retention.close(conversation, 'patron', `${conversation.lastSeq}`));
  }

  async forget(link: PatronLink): Promise<void> {
    const conversation = this.#visits.get(link)?.conversation;
    if (!conversation || conversation.forgetting) return;
    const done = await this.#core.attempt(this.#core.retention.forget(conversation, 'patron').then(() => true));
    if (!done) refuse(link, 'not-kept', undefined, false);
  }

  disconnect(link: PatronLink): void {
    const visit = this.#visits.get(link);
    if (!visit) return;
    this.#visits.delete(link);
    const { conversation, page } = visit;
    if (!conversation.pages.delete(page)) return;
    conversation.rememberNetwork(page);
    if (conversation.pages.size > 0) return;
    this.#core.retention.setLeftAt(conversation, this.#core.parts.clock.now());
    this.#core.sync.sendCards(conversation);
  }
}

/** Pushes `blocked` to every page at these desks that may no longer write. */
export const notifyBlocked = ({ blocks, conversations }: DeskCore, desks: readonly DeskName[]): void => {
  for (const conversation of conversations.all()) {
    if (!desks.includes(conversation.desk)) continue;
    for (const { link, network } of conversation.pages)
      if (blocks.refuses(conversation, network)) refuse(link, 'blocked');
  }
};

const refuse = (link: PatronLink, code: SorryCode, id?: string, final = true): false => {
  link.push({ kind: 'sorry', code, final, ...defined({ id }) });
  return false;
};
