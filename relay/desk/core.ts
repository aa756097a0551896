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
  connections: Connections;
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
  readonly presence: Presence;
  readonly blocks: Blocks;
  readonly deliveries: Deliveries;
  readonly assignment: Assignment;
  readonly escalation: Escalation;
  readonly sync: Sync;
  readonly conversations: ConversationCache;
  readonly teamUpdates: TeamUpdates;
  readonly counting: Counting;
  readonly dutyHours: DutyHours;
  readonly retention: Retention;
  readonly usualWait = new UsualWait();
  readonly unattended: UnattendedQuestions;
  roster: Roster;
  /** What has begun and not ended, so that stop() can wait for it. */
  readonly #pending = new Set<Promise<unknown>>();

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.roster = parts.roster;
    this.blocks = new Blocks(parts.clock);
    this.deliveries = new Deliveries({
      clock: parts.clock,
      acknowledged: (conversation, librarian, delivered) =>
        this.raiseLibrarianMark(conversation, librarian, { delivered, seen: 0 }),
      sent: (conversation, librarian, delivered) => {
        const moved = conversation.raiseMark(`handed:${librarian}`, { delivered, seen: 0 });
        if (moved) parts.conversations.mark(conversation.id, `handed:${librarian}`, moved);
      },
      retry: (conversation) => this.sync.sync(conversation),
    });
    this.presence = new Presence(parts, {
      deskChanged: (desk) => this.#deskChanged(desk),
      librarianChanged: (librarian) => this.#librarianChanged(librarian),
      connectionsChanged: (librarian) => this.#syncConversationsOf(librarian),
      refreshed: () => this.dutyHours.sample(),
    });
    const hand = (work: Promise<unknown>) => this.attempt(work);
    this.dutyHours = new DutyHours(parts, () => this.presence.staffing(), hand);
    this.counting = new Counting({
      ...parts,
      zoneOf: (desk) => this.roster.desks.get(desk)?.zone ?? 'UTC',
      attempt: hand,
    });
    const { presence, deliveries } = this;
    const { clock } = parts;
    this.assignment = new Assignment({ presence, deliveries, clock }, (librarian) =>
      this.conversations.activeCount(librarian),
    );
    this.escalation = new Escalation(
      { assignment: this.assignment, presence, deliveries, clock, usualWait: this.usualWait },
      {
        recheck: (conversation) => this.sync.sync(conversation),
        lapse: (conversation, holder, cause, since) =>
          void this.attempt(this.retention.lapse(conversation, holder, cause, since)),
        handOn: (conversation, to, cause) => void this.attempt(this.retention.handOn(conversation, to, cause)),
      },
    );
    this.sync = new Sync({
      assignment: this.assignment,
      presence,
      deliveries,
      escalation: this.escalation,
      clock,
      holderChanged: () => this.teamUpdates.changed(),
    });
    this.conversations = new ConversationCache(
      parts.conversations,
      {
        changed: (conversation) => {
          const lapsing = this.retention.lapseIfUnserved(conversation);
          if (lapsing) void this.attempt(lapsing);
          this.sync.sync(conversation);
          this.unattended.checkLapsed(conversation);
          this.counting.entryAdded(conversation);
        },
        dropped: (conversation) => {
          const { id, fold, desk } = conversation;
          const had = [...audience(fold), ...fold.had];
          this.blocks.rememberDeparted(conversation, had.length > 0 ? had : this.presence.librariansAt(desk));
          this.deliveries.drop(id);
          for (const link of this.deliveries.links) link.drop(id);
          this.escalation.drop(id);
        },
      },
      parts.lastAlive ?? 0,
    );
    const tell = (librarian: LibrarianName, team: Team) => this.sync.notify(librarian, { kind: 'team', team });
    this.teamUpdates = new TeamUpdates({
      presence,
      conversations: this.conversations,
      deliveries,
      clock,
      notify: tell,
    });
    this.unattended = new UnattendedQuestions(
      { presence, deliveries, conversations: this.conversations, clock },
      (to, notification) => this.sync.notify(to, notification),
    );
    this.retention = new Retention(parts, this.conversations, () => this.roster, this.counting, {
      forgotten: (card, desks, by) => this.#notifyForgotten(card, desks, by),
      reportLate: () =>
        this.unattended.reportLate((conversation, to, cause) => this.retention.recordLate(conversation, to, cause)),
      reachableColleague: (conversation) => this.assignment.reachableColleague(conversation),
    });
  }

  async start(): Promise<void> {
    await this.presence.start();
    await this.conversations.start();
    await this.attempt(this.retention.lapseUnserved());
    // What was to follow by time follows, also where nobody comes back.
    for (const conversation of [...this.conversations.begun()]) this.sync.sync(conversation);
    this.retention.start();
    this.dutyHours.start();
    await this.counting.start();
    await this.attempt(this.usualWait.start(this.parts));
  }

  /** Whoever has lost a desk loses what she had there, and pages of a desk that is gone are told. */
  reconfigure(roster: Roster): void {
    const before = this.roster;
    this.roster = roster;
    this.presence.reconfigure(roster);
    for (const conversation of this.conversations.all()) {
      const served = before.desks.get(conversation.desk)?.librarians ?? [];
      const lost = served.filter((librarian) => !this.presence.serves(librarian, conversation.desk));
      const won = this.presence.librariansAt(conversation.desk).filter((librarian) => !served.includes(librarian));
      if (conversation.card) for (const librarian of [...lost, ...won]) this.sync.sendCard(conversation, librarian);
      if (roster.desks.has(conversation.desk)) this.sync.sync(conversation);
      else for (const page of conversation.pages) page.link.push({ kind: 'sorry', code: 'unknown-desk', final: true });
    }
    void this.attempt(this.retention.lapseUnserved());
  }

  async stop(): Promise<void> {
    this.presence.stop();
    this.dutyHours.stop();
    this.escalation.stop();
    this.unattended.stop();
    await this.retention.stop();
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
    this.conversations.stop();
  }

  /** Work that stop() waits for. A store's failure is logged and becomes `undefined`; any other is the caller's. */
  async attempt<T>(work: Promise<T>): Promise<T | undefined> {
    this.#pending.add(work);
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.parts.log.warn('the store could not do it', { reason: error.reason, why: error.message });
      return undefined;
    } finally {
      this.#pending.delete(work);
    }
  }

  /** How far a librarian's clients have got: kept, and shown to the patron as ticks. */
  raiseLibrarianMark(conversation: Conversation, librarian: LibrarianName, mark: Mark): void {
    const before = conversation.librariansMark();
    const moved = conversation.raiseMark(`librarian:${librarian}`, mark);
    if (!moved) return;
    this.parts.conversations.mark(conversation.id, `librarian:${librarian}`, moved);
    const after = conversation.librariansMark();
    // Her own lines have no ticks on the patron's pages.
    if (
      conversation.hasPatronEntry(before.delivered, after.delivered) ||
      conversation.hasPatronEntry(before.seen, after.seen)
    ) {
      this.sync.ticks.add(conversation);
    }
    if (conversation.unconfirmed) this.sync.sync(conversation);
  }

  /** One frame for every page and console that looks at this desk. */
  #deskChanged(desk: DeskName): void {
    const whereabouts = this.presence.whereabouts(desk);
    if (!whereabouts) return;
    const frame = { kind: 'whereabouts', whereabouts } as const;
    for (const conversation of this.conversations.all()) {
      if (conversation.desk !== desk) continue;
      for (const page of conversation.pages) page.link.push(frame);
    }
    for (const librarian of this.presence.librariansAt(desk)) this.sync.notify(librarian, frame);
    this.teamUpdates.changed();
  }

  #librarianChanged(librarian: LibrarianName): void {
    const self = this.presence.ownStatus(librarian);
    if (self) this.sync.notify(librarian, { kind: 'self', self });
    this.teamUpdates.changed();
    this.#syncConversationsOf(librarian);
  }

  /** She may be reached where she was not, or be on duty where she was not. */
  #syncConversationsOf(librarian: LibrarianName): void {
    this.deliveries.retryRefused(librarian);
    this.teamUpdates.changed();
    this.unattended.librarianChanged(librarian);
    for (const conversation of this.conversations.begun()) {
      // Also where it would go on to a desk of hers, now that somebody is there.
      const desks = [conversation.desk, this.presence.desk(conversation.desk)?.handOn?.to ?? ''];
      if (desks.some((desk) => this.presence.serves(librarian, desk))) this.sync.sync(conversation);
    }
  }

  #notifyForgotten({ id: conversation, word }: Card, desks: readonly DeskName[], by: 'patron' | 'relay'): void {
    this.teamUpdates.changed();
    for (const librarian of new Set(desks.flatMap((desk) => this.presence.librariansAt(desk)))) {
      this.sync.notify(librarian, { kind: 'gone', conversation, word, by });
    }
  }
}
