import type { ConversationId } from './entry.ts';
import type { LiveConversation } from './live.ts';
import type { Clock, Network } from './ports.ts';
import type { DeskName } from './roster.ts';

/** More are not remembered: the oldest go. */
const MOST = 10_000;

const ofConversation = (id: ConversationId): string => `conversation ${id}`;
const ofNetwork = (desk: DeskName, network: Network): string => `network ${desk} ${network}`;

/** Of every desk it was at: it would be begun anew where it was begun. */
const networksOf = ({ desks, networks }: LiveConversation): string[] =>
  desks.flatMap((desk) => [...networks].map((network) => ofNetwork(desk, network)));

/** Conversations that were blocked, and the networks from which their desks take no new one meanwhile. In memory only. */
export class Blocks {
  readonly #clock: Clock;
  /** Until when. */
  readonly #until = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** It, and the networks of all its pages, open ones and those that have left. */
  block(live: LiveConversation, seconds: number): void {
    const until = this.#clock.now() + seconds * 1_000;
    this.#add(ofConversation(live.id), until);
    for (const key of networksOf(live)) this.#add(key, until);
  }

  /** Takes it back, as if it had not been. */
  lift(live: LiveConversation): void {
    this.#until.delete(ofConversation(live.id));
    for (const key of networksOf(live)) this.#until.delete(key);
  }

  isBlocked(live: LiveConversation): boolean {
    return this.#standing(ofConversation(live.id)) !== undefined;
  }

  /** A page has come to it: one that is blocked takes the page's network along. */
  arrived(live: LiveConversation, network: Network): void {
    const until = this.#standing(ofConversation(live.id));
    if (until !== undefined) for (const desk of live.desks) this.#add(ofNetwork(desk, network), until);
  }

  /** May a page from there not speak in this conversation? One that runs goes on, unless it was blocked itself. */
  refuses(live: LiveConversation, network: Network | undefined): boolean {
    if (this.isBlocked(live)) return true;
    const runs = live.card !== undefined && !live.fold.closed;
    return !runs && this.refusesNew(live.desk, network);
  }

  refusesNew(desk: DeskName, network: Network | undefined): boolean {
    return network !== undefined && this.#standing(ofNetwork(desk, network)) !== undefined;
  }

  #standing(key: string): number | undefined {
    const until = this.#until.get(key);
    if (until === undefined || until > this.#clock.now()) return until;
    this.#until.delete(key);
    return undefined;
  }

  #add(key: string, until: number): void {
    this.#until.delete(key);
    this.#until.set(key, until);
    for (const oldest of this.#until.keys()) {
      if (this.#until.size <= MOST) return;
      this.#until.delete(oldest);
    }
  }
}
