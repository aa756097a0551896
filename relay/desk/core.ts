import type { Mark } from '../protocol/entries.ts';
import type { Sorry } from '../protocol/frames.ts';
import { Blocks } from './conversation/blocks.ts';
import type { Conversation } from './conversation/conversation.ts';
import { ConversationCache } from './conversation/conversation-cache.ts';
import { Deliveries } from './conversation/deliveries.ts';
import { audience } from './conversation/fold.ts';
import type { Card } from './entry.ts';
import type { Clock, Connections, ConversationStore, Ids, Log, Team, WhereaboutsStore } from './ports.ts';
import { StoreError } from './ports.ts';
import { Presence } from './presence/presence.ts';
import { Retention } from './retention.ts';
import type { DeskName, LibrarianName, Roster } from './roster.ts';
import { Assignment } from './routing/assignment.ts';
import { Escalation } from './routing/escalation.ts';
import { UnattendedQuestions } from './routing/unattended.ts';
import { UsualWait } from './routing/usual-wait.ts';
import type { CountStore } from './statistics/count-store.ts';
import { Counting } from './statistics/counting.ts';
import { DutyHours } from './statistics/duty-hours.ts';
import { Sync } from './sync.ts';
import { TeamUpdates } from './team-updates.ts';

export interface DeskParts {
  roster: Roster;
  conversations: ConversationStore;
  whereabouts: WhereaboutsStore;
  counts: CountStore;
  signals: Connections;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** When the relay before this one is known to have run; absent: nobody knows. */
  lastAlive?: number | undefined;
}

/** Something a correct page sent that was not done; `final`: it would not be done a second time either. */
export type Refused = { outcome: 'sorry'; code: Sorry['code']; final: boolean };

export const refused = (code: Sorry['code'], final = true): Refused => ({ outcome: 'sorry', code, final });

/** The desk's parts, wired once; the patrons' and the librarians' side work on them. */
export class DeskCore {
  readonly parts: DeskParts;
  readonly board: Presence;
  readonly blocks: Blocks;
  readonly deliveries: Deliveries;
  readonly asking: Assignment;
  readonly ringing: Escalation;
  readonly settling: Sync;
  readonly lives: ConversationCache;
  readonly teams: TeamUpdates;
  readonly counting: Counting;
  readonly dutyHours: DutyHours;
  readonly tidying: Retention;
  readonly waits = new UsualWait();
  readonly leftQuestions: UnattendedQuestions;
  roster: Roster;
  /** What has begun and not ended, so that stop() can wait for it. */
  readonly #inHand = new Set<Promise<unknown>>();

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.roster = parts.roster;
    this.blocks = new Blocks(parts.clock);
    this.deliveries = new Deliveries({
      clock: parts.clock,
      proved: (live, librarian, delivered) => this.librarianHas(live, librarian, { delivered, seen: 0 }),
      handed: (live, librarian, delivered) => {
        const moved = live.raise(`handed:${librarian}`, { delivered, seen: 0 });
        if (moved) parts.conversations.mark(live.id, `handed:${librarian}`, moved);
      },
      again: (live) => this.settling.sync(live),
    });
    this.board = new Presence(parts, {
      deskChanged: (desk) => this.#deskChanged(desk),
      librarianChanged: (librarian) => this.#librarianChanged(librarian),
      signalled: (librarian) => this.#maySettle(librarian),
      looked: () => this.dutyHours.look(),
    });
    const hand = (work: Promise<unknown>) => this.hand(work);
    this.dutyHours = new DutyHours(parts, () => this.board.manned(), hand);
    this.counting = new Counting({
      ...parts,
      zoneOf: (desk) => this.roster.desks.get(desk)?.zone ?? 'UTC',
      hand,
    });
    const { board, deliveries } = this;
    const { clock } = parts;
    this.asking = new Assignment({ board, deliveries, clock }, (librarian) => this.lives.heldBy(librarian));
    this.ringing = new Escalation(
      { asking: this.asking, board, deliveries, clock, waits: this.waits },
      {
        due: (live) => this.settling.sync(live),
        lapses: (live, holder, cause, since) => void this.hand(this.tidying.lapse(live, holder, cause, since)),
        goesOn: (live, to, cause) => void this.hand(this.tidying.goesOn(live, to, cause)),
      },
    );
    this.settling = new Sync({
      asking: this.asking,
      board,
      deliveries,
      ringing: this.ringing,
      clock,
      holderChanged: () => this.teams.changed(),
    });
    this.lives = new ConversationCache(
      parts.conversations,
      {
        changed: (live) => {
          const lapsing = this.tidying.look(live);
          if (lapsing) void this.hand(lapsing);
          this.settling.sync(live);
          this.leftQuestions.lapsed(live);
          this.counting.look(live);
        },
        dropped: (live) => {
          const { id, fold, desk } = live;
          const had = [...audience(fold), ...fold.had];
          this.blocks.departs(live, had.length > 0 ? had : this.board.serving(desk));
          this.deliveries.drop(id);
          for (const link of this.deliveries.links) link.letGo(id);
          this.ringing.drop(id);
        },
      },
      parts.lastAlive ?? 0,
    );
    const tell = (librarian: LibrarianName, team: Team) => this.settling.tell(librarian, { kind: 'team', team });
    this.teams = new TeamUpdates({ board, lives: this.lives, deliveries, clock, tell });
    this.leftQuestions = new UnattendedQuestions({ board, deliveries, lives: this.lives, clock }, (to, news) =>
      this.settling.tell(to, news),
    );
    this.tidying = new Retention(parts, this.lives, () => this.roster, this.counting, {
      forgotten: (card, desks, by) => this.#forgotten(card, desks, by),
      tellLate: () => this.leftQuestions.tellLate((live, to, cause) => this.tidying.late(live, to, cause)),
      beside: (live) => this.asking.beside(live),
    });
  }

  async start(): Promise<void> {
    await this.board.start();
    await this.lives.start();
    await this.hand(this.tidying.lapseUnserved());
    // What was to follow by time follows, also where nobody comes back.
    for (const live of [...this.lives.begun()]) this.settling.sync(live);
    this.tidying.start();
    this.dutyHours.start();
    await this.counting.start();
    await this.hand(this.waits.start(this.parts));
  }

  /** Whoever has lost a desk loses what she had there, and pages of a desk that is gone are told. */
  reconfigure(roster: Roster): void {
    const before = this.roster;
    this.roster = roster;
    this.board.reconfigure(roster);
    for (const live of this.lives.all()) {
      const served = before.desks.get(live.desk)?.librarians ?? [];
      const lost = served.filter((librarian) => !this.board.serves(librarian, live.desk));
      const won = this.board.serving(live.desk).filter((librarian) => !served.includes(librarian));
      if (live.card) for (const librarian of [...lost, ...won]) this.settling.tellCard(live, librarian);
      if (roster.desks.has(live.desk)) this.settling.sync(live);
      else for (const page of live.pages) page.link.push({ kind: 'sorry', code: 'unknown-desk', final: true });
    }
    void this.hand(this.tidying.lapseUnserved());
  }

  async stop(): Promise<void> {
    this.board.stop();
    this.dutyHours.stop();
    this.ringing.stop();
    this.leftQuestions.stop();
    await this.tidying.stop();
    while (this.#inHand.size > 0) await Promise.allSettled(this.#inHand);
    this.lives.stop();
  }

  /** Work that stop() waits for. A store's failure is logged and becomes `undefined`; any other is the caller's. */
  async hand<T>(work: Promise<T>): Promise<T | undefined> {
    this.#inHand.add(work);
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.parts.log.warn('the store could not do it', { reason: error.reason, why: error.message });
      return undefined;
    } finally {
      this.#inHand.delete(work);
    }
  }

  /** How far a librarian's clients have got: kept, and shown to the patron as ticks. */
  librarianHas(live: Conversation, librarian: LibrarianName, mark: Mark): void {
    const before = live.librariansMark();
    const moved = live.raise(`librarian:${librarian}`, mark);
    if (!moved) return;
    this.parts.conversations.mark(live.id, `librarian:${librarian}`, moved);
    const after = live.librariansMark();
    // Her own lines have no ticks on the patron's pages.
    if (live.patronSpoke(before.delivered, after.delivered) || live.patronSpoke(before.seen, after.seen)) {
      this.settling.ticks.add(live);
    }
    if (live.unconfirmed) this.settling.sync(live);
  }

  /** One frame for every page and console that looks at this desk. */
  #deskChanged(desk: DeskName): void {
    const whereabouts = this.board.whereabouts(desk);
    if (!whereabouts) return;
    const frame = { kind: 'whereabouts', whereabouts } as const;
    for (const live of this.lives.all()) {
      if (live.desk !== desk) continue;
      for (const page of live.pages) page.link.push(frame);
    }
    for (const librarian of this.board.serving(desk)) this.settling.tell(librarian, frame);
    this.teams.changed();
  }

  #librarianChanged(librarian: LibrarianName): void {
    const self = this.board.self(librarian);
    if (self) this.settling.tell(librarian, { kind: 'self', self });
    this.teams.changed();
    this.#maySettle(librarian);
  }

  /** She may be reached where she was not, or be on duty where she was not. */
  #maySettle(librarian: LibrarianName): void {
    this.deliveries.retryRefused(librarian);
    this.teams.changed();
    this.leftQuestions.looks(librarian);
    for (const live of this.lives.begun()) {
      // Also where it would go on to a desk of hers, now that somebody is there.
      const desks = [live.desk, this.board.desk(live.desk)?.handOn?.to ?? ''];
      if (desks.some((desk) => this.board.serves(librarian, desk))) this.settling.sync(live);
    }
  }

  #forgotten({ id: conversation, word }: Card, desks: readonly DeskName[], by: 'patron' | 'relay'): void {
    this.teams.changed();
    for (const librarian of new Set(desks.flatMap((desk) => this.board.serving(desk)))) {
      this.settling.tell(librarian, { kind: 'gone', conversation, word, by });
    }
  }
}
