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

/** Builds the parts of the desk, connects them, and starts and stops them in order. */

/** What the desk is built from. */
export interface DeskParts {
  roster: Roster;
  conversations: ConversationStore;
  whereabouts: WhereaboutsStore;
  counts: CountStore;
  connections: Connections;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The last time at which the previous relay process is known to have run; absent: unknown. */
  lastAlive?: number | undefined;
}

/** The desk did not do what a correct client asked for. `final`: asking again will not help. */
export type Refused = { outcome: 'sorry'; code: Sorry['code']; final: boolean };

export const refused = (code: Sorry['code'], final = true): Refused => ({ outcome: 'sorry', code, final });

/**
 * Builds the parts of the desk, connects them, and starts and stops them in order. The classes behind `Desk` (Patrons,
 * Librarians, LibrarianStatus, Access) work on these parts.
 */
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
  /** Work in progress, which `stop()` waits for. */
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
    const attempt = (work: Promise<unknown>) => this.attempt(work);
    this.dutyHours = new DutyHours(parts, () => this.presence.staffing(), attempt);
    this.counting = new Counting({
      ...parts,
      zoneOf: (desk) => this.roster.desks.get(desk)?.zone ?? 'UTC',
      attempt,
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
    const notify = (librarian: LibrarianName, team: Team) => this.sync.notify(librarian, { kind: 'team', team });
    this.teamUpdates = new TeamUpdates({
      presence,
      conversations: this.conversations,
      deliveries,
      clock,
      notify,
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

  /** Loads all states and open conversations, and starts the timers. */
  async start(): Promise<void> {
    await this.presence.start();
    await this.conversations.start();
    await this.attempt(this.retention.lapseUnserved());
    // Starts the escalation timers, also of conversations that no page or librarian returns to.
    for (const conversation of [...this.conversations.started()]) this.sync.sync(conversation);
    this.retention.start();
    this.dutyHours.start();
    await this.counting.start();
    await this.attempt(this.usualWait.start(this.parts));
  }

  /**
   * Applies a new config. Librarians who no longer serve a desk lose their conversations there, and the pages of a desk
   * that was removed receive `unknown-desk`.
   */
  reconfigure(roster: Roster): void {
    const before = this.roster;
    this.roster = roster;
    this.presence.reconfigure(roster);
    for (const conversation of this.conversations.all()) {
      const served = before.desks.get(conversation.desk)?.librarians ?? [];
      const lost = served.filter((librarian) => !this.presence.serves(librarian, conversation.desk));
      const gained = this.presence.librariansAt(conversation.desk).filter((librarian) => !served.includes(librarian));
      if (conversation.card) for (const librarian of [...lost, ...gained]) this.sync.sendCard(conversation, librarian);
      if (roster.desks.has(conversation.desk)) this.sync.sync(conversation);
      else for (const page of conversation.pages) page.link.push({ kind: 'sorry', code: 'unknown-desk', final: true });
    }
    void this.attempt(this.retention.lapseUnserved());
  }

  /** Stops the timers, then waits for all work in progress. */
  async stop(): Promise<void> {
    this.presence.stop();
    this.dutyHours.stop();
    this.escalation.stop();
    this.unattended.stop();
    await this.retention.stop();
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
    this.conversations.stop();
  }

  /**
   * Awaits work on a store, which `stop()` will wait for too. A StoreError is logged, and the result is then undefined.
   * Every other error is thrown.
   */
  async attempt<T>(work: Promise<T>): Promise<T | undefined> {
    this.#pending.add(work);
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.parts.log.warn('store operation failed', { reason: error.reason, why: error.message });
      return undefined;
    } finally {
      this.#pending.delete(work);
    }
  }

  /** Raises the mark of a librarian's clients: it is stored, and the patron's pages show it as ticks. */
  raiseLibrarianMark(conversation: Conversation, librarian: LibrarianName, mark: Mark): void {
    const before = conversation.librariansMark();
    const moved = conversation.raiseMark(`librarian:${librarian}`, mark);
    if (!moved) return;
    this.parts.conversations.mark(conversation.id, `librarian:${librarian}`, moved);
    const after = conversation.librariansMark();
    // Only the patron's own lines have ticks on the patron's pages.
    if (
      conversation.hasPatronEntry(before.delivered, after.delivered) ||
      conversation.hasPatronEntry(before.seen, after.seen)
    ) {
      this.sync.ticks.add(conversation);
    }
    if (conversation.unconfirmed) this.sync.sync(conversation);
  }

  /** Sends the whereabouts of a desk to every page and console that shows it, the same frame to all. */
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

  /** A librarian may have become reachable, or have come on duty: deliver what was waiting for that. */
  #syncConversationsOf(librarian: LibrarianName): void {
    this.deliveries.retryRefused(librarian);
    this.teamUpdates.changed();
    this.unattended.librarianChanged(librarian);
    for (const conversation of this.conversations.started()) {
      // Includes questions that would be handed on to a desk of this librarian, now that somebody is there.
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
