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

export interface PatronHello {
  desk: DeskName;
  key: string;
  after: Seq;
  /** Absent: it is not known, and nothing is refused for it. */
  network?: Network;
}

/** The patrons' side of the desk: their open pages, and what comes from them. */
export class Patrons {
  readonly #works: DeskCore;
  readonly #visits = new Map<PatronLink, { live: Conversation; page: Page }>();

  constructor(works: DeskCore) {
    this.#works = works;
  }

  get count(): number {
    return this.#visits.size;
  }

  async arrives(link: PatronLink, hello: PatronHello): Promise<boolean> {
    const { blocks, board, lives, parts, settling, tidying } = this.#works;
    if (!board.whereabouts(hello.desk)) return refuse(link, 'unknown-desk');
    const live = await this.#works.hand(lives.enter(parts.ids.conversation(hello.key), hello.desk));
    if (!live) return refuse(link, 'not-kept', undefined, false);
    if (live === 'forgotten') return refuse(link, 'gone');
    const whereabouts = board.whereabouts(live.desk);
    if (!whereabouts || live.forgetting || (!live.card && hello.after > 0)) {
      if (!live.card && live.pages.size === 0) lives.drop(live);
      return refuse(link, whereabouts ? 'gone' : 'unknown-desk');
    }
    const { network } = hello;
    const page: Page = {
      link,
      after: Math.min(hello.after, live.lastSeq),
      ...(network === undefined ? {} : { network }),
    };
    live.pages.add(page);
    lives.hold(live);
    this.#visits.set(link, { live, page });
    link.push({
      kind: 'welcome',
      version: PROTOCOL_VERSION,
      after: live.lastSeq,
      whereabouts,
      limits: { text: MAX_TEXT },
    });
    settling.settlePage(live, page);
    const mark = live.librariansMark();
    if (mark.delivered > 0) link.push({ kind: 'mark', ...mark });
    if (live.toldWait) link.push({ kind: 'wait', ...live.toldWait });
    if (live.card && live.pages.size === 1) {
      tidying.pagesLeft(live, undefined);
      settling.tellCards(live);
    }
    // It may just have been read from the store, with lines nobody here was told of.
    settling.sync(live);
    // She may still read what there is, and have it forgotten.
    if (blocks.refuses(live, network)) refuse(link, 'blocked');
    return true;
  }

  async says(link: PatronLink, id: string, text: string): Promise<void> {
    const said = cleanText(text);
    if (said === '') refuse(link, 'empty', id);
    else if (said.length > MAX_TEXT) refuse(link, 'too-long', id);
    else await this.#writes(link, id, { kind: 'said', text: said });
  }

  async notes(link: PatronLink, id: string, note: Note): Promise<void> {
    const cleaned = cleanNote(note);
    if (typeof cleaned === 'string') refuse(link, cleaned, id);
    else await this.#writes(link, id, cleaned);
  }

  async #writes(link: PatronLink, id: string, what: What): Promise<void> {
    const visit = this.#visits.get(link);
    if (!visit) return;
    const { live, page } = visit;
    const { board, lives, parts, settling, tidying } = this.#works;
    if (!board.whereabouts(live.desk)) return void refuse(link, 'unknown-desk', id);
    if (this.#works.blocks.refuses(live, page.network)) return void refuse(link, 'blocked', id);
    const runs = live.card !== undefined && !live.fold.closed;
    if (!runs && isPausedAt(board.desk(live.desk) ?? {}, parts.clock.now())) return void refuse(link, 'paused', id);
    const tooMany = live.forgetting ? undefined : tidying.tooMany(live);
    if (live.forgetting) return void refuse(link, 'gone', id);
    if (tooMany) return void refuse(link, tooMany.code, id, tooMany.final);
    page.saying ??= new Set();
    page.saying.add(id);
    const appended = await this.#works.hand(lives.append(live, { id, author: 'patron', what }, parts));
    if (appended?.outcome === 'kept' && live.forgetting) {
      refuse(link, 'gone', id);
    } else if (appended?.outcome === 'kept') {
      // Usually the entry has met this page on its way and was answered there. The first line of a conversation is
      // still being read; one that was kept before does not come by again.
      if (page.saying.has(id)) {
        await this.#works.hand(lives.current(live));
        settling.sync(live);
      }
      if (page.saying.has(id)) link.push({ kind: 'kept', id, seq: appended.entry.seq, at: appended.entry.at });
    } else {
      refuse(link, appended?.outcome ?? 'not-kept', id, appended !== undefined);
    }
    page.saying.delete(id);
  }

  marks(link: PatronLink, mark: Mark): void {
    const live = this.#visits.get(link)?.live;
    const moved = live?.raise('patron', mark);
    if (!live || !moved) return;
    this.#works.parts.conversations.mark(live.id, 'patron', moved);
    this.#works.settling.cards.add(live);
  }

  types(link: PatronLink, on: boolean): void {
    const { live, page } = this.#visits.get(link) ?? {};
    const { asking, blocks, settling } = this.#works;
    if (!live?.card || blocks.refuses(live, page?.network)) return;
    for (const librarian of asking.told(live)) {
      settling.tell(librarian, { kind: 'typing', card: settling.card(live, librarian), on });
    }
  }

  async closes(link: PatronLink): Promise<void> {
    const live = this.#visits.get(link)?.live;
    if (!live?.card || live.fold.closed || live.forgetting) return;
    await this.#works.hand(this.#works.tidying.close(live, 'patron', `${live.lastSeq}`));
  }

  async forgets(link: PatronLink): Promise<void> {
    const live = this.#visits.get(link)?.live;
    if (!live || live.forgetting) return;
    const done = await this.#works.hand(this.#works.tidying.forget(live, 'patron').then(() => true));
    if (!done) refuse(link, 'not-kept', undefined, false);
  }

  leaves(link: PatronLink): void {
    const visit = this.#visits.get(link);
    if (!visit) return;
    this.#visits.delete(link);
    const { live, page } = visit;
    if (!live.pages.delete(page)) return;
    live.leaves(page);
    if (live.pages.size > 0) return;
    this.#works.tidying.pagesLeft(live, this.#works.parts.clock.now());
    this.#works.settling.tellCards(live);
  }
}

/** Tells every page that may say nothing more at these desks. */
export const tellRefused = ({ blocks, lives }: DeskCore, desks: readonly DeskName[]): void => {
  for (const live of lives.all()) {
    if (!desks.includes(live.desk)) continue;
    for (const { link, network } of live.pages) if (blocks.refuses(live, network)) refuse(link, 'blocked');
  }
};

const refuse = (link: PatronLink, code: SorryCode, id?: string, final = true): false => {
  link.push({ kind: 'sorry', code, final, ...(id === undefined ? {} : { id }) });
  return false;
};
