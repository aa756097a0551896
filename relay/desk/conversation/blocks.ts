import type { ConversationId } from '../entry.ts';
import type { Clock, Network } from '../ports.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import type { Conversation } from './conversation.ts';

/** Blocked conversations and networks. */

/** The most blocked conversations and networks that are remembered; beyond it the oldest are dropped. */
const MAX_KEYS = 10_000;

const ofConversation = (id: ConversationId): string => `conversation ${id}`;
const ofNetwork = (desk: DeskName, network: Network): string => `network ${desk} ${network}`;

/** One use of "block" by a librarian: in force until `until`, unless it was lifted before. */
export interface Block {
  readonly until: number;
  lifted: boolean;
}

type Blockable = Pick<Departed, 'id' | 'desks' | 'networks'>;

/** What is remembered of a conversation that was unloaded or forgotten: nothing that was said in it. */
interface Departed {
  readonly id: ConversationId;
  readonly word: string;
  readonly desks: readonly DeskName[];
  readonly networks: ReadonlySet<Network>;
  /** The librarians who had the conversation, or could have taken it. */
  readonly readers: ReadonlySet<LibrarianName>;
  readonly at: number;
}

/**
 * How long a conversation may still be blocked after it was unloaded or forgotten: an abusive patron who deletes the
 * conversation tends to come back soon.
 */
const DEPARTED_MS = 3_600_000;
const MAX_DEPARTED = 1_000;

/**
 * The conversations that librarians have blocked, and the networks from which their desks take no new conversation. In
 * memory only.
 */
export class Blocks {
  readonly #clock: Clock;
  readonly #blocks = new Map<string, readonly Block[]>();
  /** Oldest first. */
  #departed: readonly Departed[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Blocks a conversation, and the networks that it was written from or is open on now. A network that opens its private
   * link later is not blocked: the link may have been given to anybody, and a network may be a whole school.
   */
  block({ id, desks, networks }: Blockable, seconds: number): Block {
    const block = { until: this.#clock.now() + seconds * 1_000, lifted: false };
    this.#add(ofConversation(id), block);
    // At every desk the conversation was at: otherwise the patron would start again at the first one.
    for (const network of networks) {
      for (const desk of desks) this.#add(ofNetwork(desk, network), block);
    }
    return block;
  }

  /** Remembers a conversation that is being unloaded or forgotten, so that one of `readers` may still block it. */
  rememberDeparted({ id, card, desks, networks }: Conversation, readers: readonly LibrarianName[]): void {
    if (!card || networks.size === 0) return;
    const at = this.#clock.now();
    const one = { id, word: card.word, desks, networks, readers: new Set(readers), at };
    this.#departed = [...this.#recent().filter((other) => other.id !== id), one].slice(-MAX_DEPARTED);
  }

  /**
   * Blocks a departed conversation, found by its id or word, and returns the desks it was at. Undefined: there is none
   * that this librarian could read.
   */
  blockDeparted(librarian: LibrarianName, which: string, seconds: number): readonly DeskName[] | undefined {
    const one = this.#recent().find(
      ({ id, word, readers }) => (id === which || word === which) && readers.has(librarian),
    );
    if (one) this.block(one, seconds);
    return one?.desks;
  }

  #recent(): readonly Departed[] {
    const from = this.#clock.now() - DEPARTED_MS;
    return this.#departed.filter(({ at }) => at >= from);
  }

  /** Undoes a block completely. Blocks by other librarians stay. */
  lift(block: Block): void {
    block.lifted = true;
  }

  isBlocked(conversation: Conversation): boolean {
    return this.#activeBlocks(ofConversation(conversation.id)).length > 0;
  }

  /**
   * True if a page on this network may not write in the conversation. An open conversation continues unless it was
   * blocked itself.
   */
  refuses(conversation: Conversation, network: Network | undefined): boolean {
    if (this.isBlocked(conversation)) return true;
    const isOpen = conversation.card !== undefined && !conversation.fold.closed;
    return !isOpen && this.refusesNew(conversation.desk, network);
  }

  /** True if the desk takes no new conversation from this network. */
  refusesNew(desk: DeskName, network: Network | undefined): boolean {
    return network !== undefined && this.#activeBlocks(ofNetwork(desk, network)).length > 0;
  }

  #activeBlocks(key: string): readonly Block[] {
    const blocks = this.#blocks.get(key) ?? [];
    const now = this.#clock.now();
    const active = blocks.filter(({ until, lifted }) => !lifted && until > now);
    if (blocks.length > 0 && active.length === 0) this.#blocks.delete(key);
    return active;
  }

  #add(key: string, block: Block): void {
    const active = this.#activeBlocks(key);
    this.#blocks.delete(key);
    this.#blocks.set(key, active.includes(block) ? active : [...active, block]);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MAX_KEYS) return;
      this.#blocks.delete(oldest);
    }
  }
}
