import type { ConsoleEntry } from '../../../relay/protocol/entries.ts';
import type {
  ConsoleStatement,
  ConversationCard,
  FromConsole,
  OwnStatus,
  Reply,
  ToConsole,
} from '../../../relay/protocol/frames.ts';
import { MAX_TEXT } from '../../../relay/protocol/limits.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';

/** One of `Omit` for each member of a union. */
type Unnumbered<T> = T extends unknown ? Omit<T, 'seq' | 'at'> : never;

interface Kept {
  card: ConversationCard;
  entries: ConsoleEntry[];
}

/** A relay that follows the protocol, for Ann's console. The caller decides whether frames arrive. */
export class FakeRelay {
  /** Every frame that reached the relay. */
  readonly heard: FromConsole[] = [];
  /** The canned replies of every desk. */
  replies: Reply[] = [];
  readonly kept = new Map<string, Kept>();
  self: OwnStatus = {
    librarian: 'ann',
    name: 'Ann',
    shown: { availability: 'available' },
    publish: 'shown',
    duty: [{ desk: 'main', name: 'Reference desk', on: true }],
    recent: [],
  };
  desks: Whereabouts[] = [];
  /** Sent after the welcome, if set. */
  team: Omit<Extract<ToConsole, { kind: 'team' }>, 'kind'> | undefined;
  /** The relay cannot store lines. */
  full = false;
  readonly #now: () => number;
  readonly #push: (frame: ToConsole) => void;
  #seq = 0;

  constructor(now: () => number, push: (frame: ToConsole) => void) {
    this.#now = now;
    this.#push = push;
  }

  push(frame: ToConsole): void {
    this.#push(frame);
  }

  /** A patron's line; the first one begins the conversation. */
  patronSays(id: string, text: string, { before = 0, desk = 'main' } = {}): void {
    const now = this.#now() - before;
    const begun = this.kept.get(id);
    const card: ConversationCard = begun?.card ?? {
      id,
      word: `${id}-k2x9m4tq`,
      desk,
      begunAt: now,
      state: 'waiting',
      patronHere: true,
      mark: { delivered: 0, seen: 0 },
    };
    if (!begun) this.kept.set(id, { card, entries: [] });
    card.waitingSince ??= now;
    this.#pushCard(id);
    this.append(id, { kind: 'said', by: 'patron', id: `patron-line-${this.#seq}`, text }, { before });
  }

  /** A colleague answers, which claims the conversation. */
  colleagueTakes(id: string, name: string): void {
    const { card } = this.#known(id);
    Object.assign(card, { state: 'held', holder: name });
    this.#pushCard(id);
  }

  change(id: string, changes: { [K in keyof ConversationCard]?: ConversationCard[K] | undefined }): void {
    Object.assign(this.#known(id).card, changes);
    this.#pushCard(id);
  }

  forget(id: string): void {
    this.kept.delete(id);
    this.push({ kind: 'gone', conversation: id });
  }

  append(id: string, entry: Unnumbered<ConsoleEntry>, { before = 0 } = {}): ConsoleEntry {
    const { entries, card } = this.#known(id);
    // as: a union loses its members when spread; the two fields are the ones that were left out.
    const line = { ...entry, seq: ++this.#seq, at: this.#now() - before } as ConsoleEntry;
    entries.push(line);
    if (card.state !== 'held') this.push({ kind: 'entry', conversation: id, entry: line });
    return line;
  }

  /** The lines of a conversation, as the relay stores them. */
  saidIn(id: string): string[] {
    return this.#known(id).entries.flatMap((entry) => (entry.kind === 'said' ? [entry.text] : []));
  }

  heardOf<K extends FromConsole['kind']>(kind: K): Extract<FromConsole, { kind: K }>[] {
    return this.heard.filter((frame): frame is Extract<FromConsole, { kind: K }> => frame.kind === kind);
  }

  hear(frame: FromConsole): void {
    this.heard.push(frame);
    switch (frame.kind) {
      case 'hello':
        this.#welcome(frame.have);
        break;
      case 'say':
        this.#said(frame);
        break;
      case 'take':
        this.change(frame.conversation, { state: 'mine', holder: 'Ann' });
        break;
      case 'pass':
        this.change(frame.conversation, { state: 'waiting' });
        break;
      case 'move':
        this.change(frame.conversation, { state: 'held' });
        break;
      case 'join':
        this.change(frame.conversation, { state: 'mine', consulted: undefined });
        break;
      case 'ask': {
        const { whom, text } = frame;
        const ann = { librarian: 'ann', name: this.self.name };
        this.append(frame.conversation, {
          kind: 'asked',
          id: `asked-${this.#seq}`,
          ...ann,
          whom,
          whomName: whom,
          text,
        });
        break;
      }
      case 'put-away': {
        const { handOvers = [], ...self } = this.self;
        this.self = { ...self, handOvers: handOvers.filter(({ by, at }) => by !== frame.by || at > frame.at) };
        this.push({ kind: 'self', self: this.self });
        break;
      }
      case 'close':
        this.change(frame.conversation, { state: 'closed' });
        break;
      case 'block':
        this.append(frame.conversation, {
          kind: 'closed',
          by: 'librarian',
          id: 'blocked',
          librarian: 'ann',
          name: 'Ann',
          blocked: true,
        });
        this.change(frame.conversation, { state: 'closed' });
        break;
      case 'replies':
        this.push({ ...frame, replies: this.replies });
        break;
      case 'state':
        this.#stated(frame.statement);
        break;
      case 'publish':
        this.self = { ...this.self, publish: frame.shown ? 'shown' : 'hidden' };
        this.push({ kind: 'self', self: this.self });
        break;
      case 'asked': {
        const { askBack: _, ...self } = this.self;
        this.self = self;
        this.push({ kind: 'self', self: this.self });
        break;
      }
      case 'duty':
        this.self = {
          ...this.self,
          duty: this.self.duty.map((row) => (row.desk === frame.desk ? { ...row, on: frame.on } : row)),
        };
        this.push({ kind: 'self', self: this.self });
        break;
    }
  }

  #stated(statement: ConsoleStatement): void {
    const { availability, words, until } = statement;
    const others = this.self.recent.filter((said) => said.words !== words);
    const shown = {
      availability,
      ...(words !== undefined && this.self.publish === 'shown' && { words }),
      ...(until !== undefined && this.self.publish === 'shown' && { until }),
    };
    const { askBack: _, ...self } = this.self;
    this.self = {
      ...self,
      statement: { ...statement, at: this.#now() },
      shown,
      recent: words === undefined ? others : [{ availability, words }, ...others],
    };
    this.push({ kind: 'self', self: this.self });
  }

  #welcome(have: Record<string, number>): void {
    const own = [...this.kept].filter(([, { card }]) => card.state === 'waiting' || card.state === 'mine');
    const conversations = own.map(([id]) => id);
    const limits = { text: MAX_TEXT };
    this.push({ kind: 'welcome', version: 1, self: this.self, whereabouts: this.desks, conversations, limits });
    if (this.team) this.push({ kind: 'team', ...this.team });
    for (const [id, { card, entries }] of own) {
      this.push({ kind: 'conversation', conversation: card });
      for (const entry of entries.filter((line) => line.seq > (have[id] ?? 0))) {
        this.push({ kind: 'entry', conversation: id, entry });
      }
    }
  }

  #said({ conversation, id, text }: Extract<FromConsole, { kind: 'say' }>): void {
    const known = this.kept.get(conversation);
    if (!known) {
      this.push({ kind: 'sorry', conversation, id, code: 'gone', final: true });
      return;
    }
    if (this.full) {
      this.push({ kind: 'sorry', conversation, id, code: 'not-kept', final: false });
      return;
    }
    const before = known.entries.find((entry) => entry.id === id);
    if (before?.kind === 'said' && before.text !== text) {
      this.push({ kind: 'sorry', conversation, id, code: 'other-content', final: true });
      return;
    }
    if (known.card.consulted) {
      const aside = { kind: 'said', by: 'librarian', librarian: 'ann', name: 'Ann', text, id, shown: false } as const;
      const entry = { ...aside, aside: true, seq: ++this.#seq, at: this.#now() } as const;
      known.entries.push(entry);
      this.change(conversation, { state: 'held', consulted: undefined });
      this.push({ kind: 'kept', conversation, id, seq: entry.seq, at: entry.at, aside: true });
      return;
    }
    const shown = known.card.state !== 'held';
    if (shown && known.card.state !== 'mine') this.change(conversation, { state: 'mine', holder: 'Ann' });
    if (!before) delete known.card.waitingSince;
    const entry = before ?? { seq: ++this.#seq, at: this.#now(), id };
    if (!before) {
      known.entries.push({ ...entry, kind: 'said', by: 'librarian', librarian: 'ann', name: 'Ann', text, shown });
    }
    const holder = known.card.holder;
    if (!shown && !before)
      this.push({ kind: 'quoted', conversation, text, ...(holder === undefined ? {} : { holder }) });
    this.push({ kind: 'kept', conversation, id, seq: entry.seq, at: entry.at });
  }

  #known(id: string): Kept {
    const kept = this.kept.get(id);
    if (!kept) throw new Error(`no conversation ${id}`);
    return kept;
  }

  #pushCard(id: string): void {
    this.push({ kind: 'conversation', conversation: this.#known(id).card });
  }
}
