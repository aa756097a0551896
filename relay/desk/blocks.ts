import type { ConversationId } from './entry.ts';
import type { LiveConversation } from './live.ts';
import type { Clock, Network } from './ports.ts';
import type { DeskName } from './roster.ts';

/** More are not remembered: the oldest go. */
const MOST = 10_000;

const ofConversation = (id: ConversationId): string => `conversation ${id}`;
const ofNetwork = (desk: DeskName, network: Network): string => `network ${desk} ${network}`;

/** One act of a librarian: what it blocks is blocked until then, unless it is taken back. */
export interface Block {
  readonly until: number;
  lifted: boolean;
}

/** Conversations that were blocked, and the networks from which their desks take no new one meanwhile. In memory only. */
export class Blocks {
  readonly #clock: Clock;
  readonly #blocks = new Map<string, readonly Block[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * It, and the networks it was spoken from or is open at now. Who opens its link later is not taken along: the link may have
   * been given to anybody, and a network may be a whole school.
   */
  block(live: LiveConversation, seconds: number): Block {
    const block = { until: this.#clock.now() + seconds * 1_000, lifted: false };
    this.#add(ofConversation(live.id), block);
    for (const network of live.networks) this.#addNetwork(live, network, block);
    return block;
  }

  /** Takes it back, as if it had not been; what others have blocked stays. */
  lift(block: Block): void {
    block.lifted = true;
  }

  isBlocked(live: LiveConversation): boolean {
    return this.#standing(ofConversation(live.id)).length > 0;
  }

  /** May a page from there not speak in this conversation? One that runs goes on, unless it was blocked itself. */
  refuses(live: LiveConversation, network: Network | undefined): boolean {
    if (this.isBlocked(live)) return true;
    const runs = live.card !== undefined && !live.fold.closed;
    return !runs && this.refusesNew(live.desk, network);
  }

  refusesNew(desk: DeskName, network: Network | undefined): boolean {
    return network !== undefined && this.#standing(ofNetwork(desk, network)).length > 0;
  }

  #standing(key: string): readonly Block[] {
    const blocks = this.#blocks.get(key) ?? [];
    const now = this.#clock.now();
    const standing = blocks.filter(({ until, lifted }) => !lifted && until > now);
    if (blocks.length > 0 && standing.length === 0) this.#blocks.delete(key);
    return standing;
  }

  /** At every desk it was at: it would be begun anew where it was begun. */
  #addNetwork(live: LiveConversation, network: Network, block: Block): void {
    for (const desk of live.desks) this.#add(ofNetwork(desk, network), block);
  }

  #add(key: string, block: Block): void {
    const standing = this.#standing(key);
    this.#blocks.delete(key);
    this.#blocks.set(key, standing.includes(block) ? standing : [...standing, block]);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MOST) return;
      this.#blocks.delete(oldest);
    }
  }
}
