import type { ConsoleStatement, FromConsole, OwnStatus, ShiftNote, SorryCode } from '../../../relay/protocol/frames.ts';

/** What she asks the relay to say of her. */
export type PendingUpdate = Extract<
  FromConsole,
  { kind: 'state' | 'duty' | 'publish' | 'asked' | 'close-desk' | 'pause-desk' | 'open-desk' | 'put-away' }
>;

/** Of two with the same name the later one counts. */
const nameOf = (wish: PendingUpdate): string => {
  switch (wish.kind) {
    case 'duty':
      return `duty ${wish.desk}`;
    case 'close-desk':
    case 'pause-desk':
    case 'open-desk':
      return `door ${wish.desk}`;
    case 'put-away':
      return `note ${wish.by}`;
    default:
      return wish.kind;
  }
};

/**
 * Herself as the relay last told it, and what she asked for since. A wish waits for a connection, and goes out again
 * where one was lost before any answer: each says how things shall be, so once more does no harm. While connected only
 * what the relay says is shown, because only that is what patrons see.
 */
export class OwnStatusModel {
  self: OwnStatus | undefined;
  /** Why the relay did not do what she last asked for. */
  refused: SorryCode | undefined;
  /** The last of each kind; `sent` over the connection that is up now. */
  readonly #wishes = new Map<string, { wish: PendingUpdate; sent: boolean }>();
  /** The statement (its `at`) about which she has answered "back?" here, perhaps unknown to the relay yet. */
  #answered: number | undefined;

  wish(wish: PendingUpdate): void {
    this.refused = undefined;
    this.#wishes.set(nameOf(wish), { wish, sent: false });
  }

  /** What has to go out now, and then counts as sent. */
  takeWishes(): PendingUpdate[] {
    const due = [...this.#wishes.values()].filter(({ sent }) => !sent);
    for (const each of due) each.sent = true;
    return due.map(({ wish }) => wish);
  }

  /** The connection went: nobody knows whether the relay heard them. */
  lost(): void {
    for (const each of this.#wishes.values()) each.sent = false;
  }

  /** A statement that waits for a connection. */
  get wishedStatement(): ConsoleStatement | undefined {
    const wish = this.#waiting('state');
    return wish?.kind === 'state' ? wish.statement : undefined;
  }

  dutyAt(desk: string): boolean {
    const wish = this.#waiting(`duty ${desk}`);
    return wish?.kind === 'duty' ? wish.on : (this.self?.duty.find((row) => row.desk === desk)?.on ?? false);
  }

  /** Notes left for her that she has not put away, here or elsewhere. */
  get handOvers(): readonly ShiftNote[] {
    const puts = [...this.#wishes.values()].map(({ wish }) => wish);
    return (this.self?.handOvers ?? []).filter(
      ({ by, at }) => !puts.some((wish) => wish.kind === 'put-away' && wish.by === by && wish.at >= at),
    );
  }

  get publishes(): OwnStatus['publish'] {
    const wish = this.#waiting('publish');
    if (wish?.kind === 'publish') return wish.shown ? 'shown' : 'hidden';
    return this.self?.publish ?? 'undecided';
  }

  /** The relay's word; it answers everything that was sent before. */
  update(self: OwnStatus): void {
    this.self = self;
    for (const [name, { sent }] of this.#wishes) if (sent) this.#wishes.delete(name);
  }

  /** The answer names none, so it is about all that were sent. */
  refuse(code: SorryCode): void {
    for (const [name, { sent }] of this.#wishes) if (sent) this.#wishes.delete(name);
    this.refused = code;
  }

  /** "Back?" stands on the page: until she answers, here or at another console, or is heard from. */
  get asksBack(): boolean {
    return this.self?.askBack === true && this.self.statement?.at !== this.#answered;
  }

  answerBack(): void {
    this.#answered = this.self?.statement?.at;
  }

  #waiting(name: string): PendingUpdate | undefined {
    const asked = this.#wishes.get(name);
    return asked?.sent === false ? asked.wish : undefined;
  }
}
