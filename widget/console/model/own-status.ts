import type { ConsoleStatement, FromConsole, OwnStatus, ShiftNote, SorryCode } from '../../../relay/protocol/frames.ts';

/** A change that a librarian requests of their own status, of a desk, or of a shift note. */
export type PendingUpdate = Extract<
  FromConsole,
  { kind: 'state' | 'duty' | 'publish' | 'asked' | 'close-desk' | 'pause-desk' | 'open-desk' | 'put-away' }
>;

/** Of two updates with the same key only the later one is sent. */
const keyOf = (update: PendingUpdate): string => {
  switch (update.kind) {
    case 'duty':
      return `duty ${update.desk}`;
    case 'close-desk':
    case 'pause-desk':
    case 'open-desk':
      return `door ${update.desk}`;
    case 'put-away':
      return `note ${update.by}`;
    default:
      return update.kind;
  }
};

/**
 * The librarian's own status as the relay last sent it, and the updates requested since. An update waits for a
 * connection, and is sent again if the connection is lost before any answer. Each update states the wanted end state, so
 * sending it twice is harmless. While connected, the page shows only what the relay sent, because that is what patrons
 * see.
 */
export class OwnStatusModel {
  self: OwnStatus | undefined;
  /** Why the relay refused the last update. */
  refused: SorryCode | undefined;
  /** The last update of each key. `sent`: over the current connection. */
  readonly #pending = new Map<string, { update: PendingUpdate; sent: boolean }>();
  /** `at` of the statement for which "Are you back?" was answered here; the relay may not know of the answer yet. */
  #answered: number | undefined;

  add(update: PendingUpdate): void {
    this.refused = undefined;
    this.#pending.set(keyOf(update), { update, sent: false });
  }

  /** Returns the updates to send now, and marks them as sent. */
  takeUnsent(): PendingUpdate[] {
    const due = [...this.#pending.values()].filter(({ sent }) => !sent);
    for (const each of due) each.sent = true;
    return due.map(({ update }) => update);
  }

  /** After a lost connection: it is not known whether the relay received the updates. */
  disconnected(): void {
    for (const each of this.#pending.values()) each.sent = false;
  }

  /** The statement that waits for a connection. */
  get pendingStatement(): ConsoleStatement | undefined {
    const update = this.#unsent('state');
    return update?.kind === 'state' ? update.statement : undefined;
  }

  dutyAt(desk: string): boolean {
    const update = this.#unsent(`duty ${desk}`);
    return update?.kind === 'duty' ? update.on : (this.self?.duty.find((row) => row.desk === desk)?.on ?? false);
  }

  /** Shift notes for the librarian, without those dismissed here or at another console. */
  get shiftNotes(): readonly ShiftNote[] {
    const pending = [...this.#pending.values()].map(({ update }) => update);
    return (this.self?.handOvers ?? []).filter(
      ({ by, at }) => !pending.some((update) => update.kind === 'put-away' && update.by === by && update.at >= at),
    );
  }

  get publishes(): OwnStatus['publish'] {
    const update = this.#unsent('publish');
    if (update?.kind === 'publish') return update.shown ? 'shown' : 'hidden';
    return this.self?.publish ?? 'undecided';
  }

  /** Takes the status that the relay sent. It answers every update sent before it. */
  update(self: OwnStatus): void {
    this.self = self;
    for (const [name, { sent }] of this.#pending) if (sent) this.#pending.delete(name);
  }

  /** The refusal names no update, so it is taken to answer every update sent before it. */
  refuse(code: SorryCode): void {
    for (const [name, { sent }] of this.#pending) if (sent) this.#pending.delete(name);
    this.refused = code;
  }

  /** True while the page asks "Are you back?": until an answer here or at another console, or until the librarian acts. */
  get asksWhetherBack(): boolean {
    return this.self?.askBack === true && this.self.statement?.at !== this.#answered;
  }

  answerWhetherBack(): void {
    this.#answered = this.self?.statement?.at;
  }

  #unsent(name: string): PendingUpdate | undefined {
    const pending = this.#pending.get(name);
    return pending?.sent === false ? pending.update : undefined;
  }
}
