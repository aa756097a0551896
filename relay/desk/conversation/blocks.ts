import type { ConversationId } from '../entry.ts';
import type { Clock, Network } from '../ports.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import type { Conversation } from './conversation.ts';

/** More are not remembered: the oldest go. */
const MAX_KEYS = 10_000;

const ofConversation = (id: ConversationId): string => `conversation ${id}`;
const ofNetwork = (desk: DeskName, network: Network): string => `network ${desk} ${network}`;

/** One act of a librarian: what it blocks is blocked until then, unless it is taken back. */
export interface Block {
  readonly until: number;
  lifted: boolean;
}

type Blockable = Pick<Departed, 'id' | 'desks' | 'networks'>;

/** What is known of a conversation that is not at hand any more, or was forgotten: nothing that was said. */
interface Departed {
  readonly id: ConversationId;
  readonly word: string;
  readonly desks: readonly DeskName[];
  readonly networks: ReadonlySet<Network>;
  /** Who had it, or could have taken it. */
  readonly readers: ReadonlySet<LibrarianName>;
  readonly at: number;
}

/** For so long after it is gone it may still be blocked: whoever is rude, and takes the conversation away, comes back soon. */
const DEPARTED_MS = 3_600_000;
const MAX_DEPARTED = 1_000;

/** Conversations that were blocked, and the networks from which their desks take no new one meanwhile. In memory only. */
export class Blocks {
  readonly #clock: Clock;
  readonly #blocks = new Map<string, readonly Block[]>();
  /** Oldest first. */
  #departed: readonly Departed[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * It, and the networks it was spoken from or is open at now. Who opens its link later is not taken along: the link may have
   * been given to anybody, and a network may be a whole school.
   */
  block({ id, desks, networks }: Blockable, seconds: number): Block {
    const block = { until: this.#clock.now() + seconds * 1_000, lifted: false };
    this.#add(ofConversation(id), block);
    // At every desk it was at: it would be begun anew where it was begun.
    for (const network of networks) {
      for (const desk of desks) this.#add(ofNetwork(desk, network), block);
    }
    return block;
  }

  /** It is not at hand any more, or about to be forgotten. */
  rememberDeparted({ id, card, desks, networks }: Conversation, readers: readonly LibrarianName[]): void {
    if (!card || networks.size === 0) return;
    const at = this.#clock.now();
    const one = { id, word: card.word, desks, networks, readers: new Set(readers), at };
    this.#departed = [...this.#recent().filter((other) => other.id !== id), one].slice(-MAX_DEPARTED);
  }

  /** Blocks one that has departed, by its id or word; gives the desks it was at. Undefined: there is none that was hers. */
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

  /** Takes it back, as if it had not been; what others have blocked stays. */
  lift(block: Block): void {
    block.lifted = true;
  }

  isBlocked(conversation: Conversation): boolean {
    return this.#activeBlocks(ofConversation(conversation.id)).length > 0;
  }

  /** May a page from there not speak in this conversation? One that runs goes on, unless it was blocked itself. */
  refuses(conversation: Conversation, network: Network | undefined): boolean {
    if (this.isBlocked(conversation)) return true;
    const runs = conversation.card !== undefined && !conversation.fold.closed;
    return !runs && this.refusesNew(conversation.desk, network);
  }

  refusesNew(desk: DeskName, network: Network | undefined): boolean {
    return network !== undefined && this.#activeBlocks(ofNetwork(desk, network)).length > 0;
  }

  #activeBlocks(key: string): readonly Block[] {
    const blocks = this.#blocks.get(key) ?? [];
    const now = this.#clock.now();
    const state = blocks.filter(({ until, lifted }) => !lifted && until > now);
    if (blocks.length > 0 && state.length === 0) this.#blocks.delete(key);
    return state;
  }

  #add(key: string, block: Block): void {
    const state = this.#activeBlocks(key);
    this.#blocks.delete(key);
    this.#blocks.set(key, state.includes(block) ? state : [...state, block]);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MAX_KEYS) return;
      this.#blocks.delete(oldest);
    }
  }
}
