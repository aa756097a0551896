import type { Clock, DeliveryResult } from '../../desk/ports.ts';
import { MOST_EACH } from '../../messenger/online-clients.ts';
import { ON_ITS_WAY_MS } from '../../messenger/outage.ts';
import { PatronPresence } from '../../messenger/patron-presence.ts';
import type { Seq } from '../../protocol/entries.ts';
import { type Element, el } from './stream/xml.ts';

export interface WindowParts {
  /** Her address without resource, and the patron's, whose window this is. */
  her: string;
  patron: string;
  send(stanza: Element): boolean;
  /** A program of hers: `last` if it is there, not one of `refused`. */
  choose(last: string | undefined, refused: ReadonlySet<string>): string | undefined;
  newId(): string;
  clock: Clock;
}

/** A line on its way. */
interface Flight {
  seq: Seq;
  /** What is shown; undefined where she has it by other means: it counts once what goes before it does. */
  text: ((again: boolean) => string) | undefined;
  /** It may have reached her before, by whichever of her programs. */
  again: boolean;
  /** Where it was sent last, as what, and as which of all that were sent here: a late word of one program is none of the next. */
  resource?: string | undefined;
  message: string;
  ping: string;
  sending: number;
  proved: boolean;
  refused: Set<string>;
  sentAt: number;
  end(how: DeliveryResult): void;
}

/**
 * Who types is a program of the patron's to Profanity, which shows nothing that a bare address does. Lines come from the
 * bare one: Pidgin would title the window with the rest too.
 */
const PAGE = 'page';

const STATES = 'http://jabber.org/protocol/chatstates';

/**
 * One librarian's window of one conversation: what is in flight to it, in seq order. Each line is followed by a ping
 * to the same program from the same patron, which answers it after it has taken the line (XEP-0199): that is the proof.
 */
export class Window {
  readonly #parts: WindowParts;
  readonly #flights: Flight[] = [];
  /** Which of her programs spoke here last. */
  #last: string | undefined;
  /** Lines of the patron proved, by the message that brought them: for markers that name it. */
  readonly #proved = new Map<string, Seq>();
  #sendings = 0;
  /** The sentence she was last told of who holds it, so that it is told once. */
  toldState = '';
  /** She was asked beside the conversation, and has not answered. */
  consulted = false;
  readonly patron: PatronPresence;
  /** By program: all that it had sent from here before then has come in. */
  readonly #heard = new Map<string, number>();
  /** Messages of hers for which her program wants a receipt, by their entry's seq. */
  readonly #receipts = new Map<Seq, { of: string; to: string }>();

  constructor(parts: WindowParts) {
    this.#parts = parts;
    this.patron = new PatronPresence({
      clock: parts.clock,
      shows: (here) => this.typing(here ? 'active' : 'gone'),
      tells: (sentence) => this.tell(sentence),
    });
  }

  deliver(seq: Seq, text: Flight['text'], again: boolean): Promise<DeliveryResult> {
    return new Promise((end) => {
      const unsent = { message: '', ping: '', sending: 0, sentAt: 0, proved: false, refused: new Set<string>() };
      const flight = { ...unsent, seq, text, again, end };
      this.#flights.push(flight);
      if (text && !this.#send(flight)) this.#drop(flight, 'gone');
      this.#settle();
    });
  }

  /** A sentence of the relay's own; not owed. `resource`: the program it is for. */
  tell(text: string, resource = this.#parts.choose(this.#last, NONE)): void {
    this.#message(resource, this.#parts.newId(), text);
  }

  /** That program has something of it, as far as the relay knows. */
  isShownIn = (resource: string): boolean => this.#heard.has(resource);

  /** Only where she has something of it already: a notice alone must open no window. */
  typing(state: 'composing' | 'active' | 'gone'): void {
    const resource = this.#parts.choose(this.#last, NONE);
    if (resource === undefined || this.#proved.size === 0) return;
    const { her, patron, send } = this.#parts;
    const from = `${patron}/${PAGE}`;
    send(el('message', { from, to: `${her}/${resource}`, type: 'chat' }, el(state, { xmlns: STATES })));
  }

  owesReceipt(seq: Seq, of: string, to: string): void {
    this.#receipts.set(seq, { of, to });
  }

  /** The patron's pages have everything up to there (XEP-0184: the receipt says that it was delivered, not that it was kept). */
  patronHas(upTo: Seq): void {
    for (const [seq, { of, to }] of this.#receipts) {
      if (seq > upTo) continue;
      this.#receipts.delete(seq);
      const { patron, send, newId } = this.#parts;
      const received = el('received', { xmlns: 'urn:xmpp:receipts', id: of });
      send(el('message', { type: 'chat', id: newId(), from: patron, to }, received));
    }
  }

  /** She spoke here. It proves nothing: what she says may have crossed with a line on its way to her. */
  spoke(resource: string): void {
    this.#last = resource;
    this.#knows(resource);
  }

  /** A ping was answered, or a receipt came: with it, all that was sent to that program before. False: none of ours. */
  confirmed(id: string): boolean {
    const one = this.#flights.find(({ message, ping }) => message === id || ping === id);
    if (!one) return false;
    // What it sent before it was asked came before its answer.
    if (one.resource !== undefined) this.#heard.set(one.resource, one.sentAt);
    this.#prove(({ resource, sending }) => resource === one.resource && sending <= one.sending);
    return true;
  }

  /** Up to which line she has seen, by a marker that names a message. */
  seenBy(id: string): Seq | undefined {
    this.confirmed(id);
    return this.#proved.get(id);
  }

  /** A program, or its server, refused a message: another is tried, unless one has been already. */
  refused(id: string, resource: string, held: boolean): void {
    const flight = this.#flights.find((one) => one.message === id && one.resource === resource);
    if (!flight) return;
    flight.refused.add(resource);
    flight.again ||= held;
    if (!this.#send(flight)) this.#drop(flight, 'failed');
  }

  /**
   * What is in flight may have arrived before the program went: where another takes it, it is said to come again. Gives
   * since when what that one sent from here may not have come in; undefined: it had nothing of this window.
   */
  left(resource: string): number | undefined {
    const since = this.#heard.get(resource);
    this.#heard.delete(resource);
    if (this.#last === resource) this.#last = undefined;
    for (const flight of this.#flights.filter((one) => one.resource === resource && !one.proved)) {
      flight.refused.add(resource);
      flight.again = true;
      if (!this.#send(flight)) this.#drop(flight, 'gone');
    }
    return since;
  }

  /** With the stream, or the conversation: nothing is in flight any more. */
  end(): void {
    this.#last = undefined;
    this.#heard.clear();
    this.patron.stop();
    for (const flight of this.#flights.splice(0)) flight.end('gone');
  }

  #send(flight: Flight): boolean {
    const { her, patron, send, choose, newId, clock } = this.#parts;
    flight.resource = choose(this.#last, flight.refused);
    if (flight.resource === undefined || !flight.text) return false;
    flight.message = newId();
    flight.ping = newId();
    flight.sending = ++this.#sendings;
    flight.sentAt = clock.now();
    this.#knows(flight.resource);
    if (!this.#message(flight.resource, flight.message, flight.text(flight.again), true)) return false;
    const to = `${her}/${flight.resource}`;
    return send(el('iq', { type: 'get', id: flight.ping, from: patron, to }, el('ping', { xmlns: 'urn:xmpp:ping' })));
  }

  #message(resource: string | undefined, id: string, text: string, owed = false): boolean {
    const { her, patron, send } = this.#parts;
    const to = resource === undefined ? her : `${her}/${resource}`;
    const asks = owed
      ? [el('request', { xmlns: 'urn:xmpp:receipts' }), el('markable', { xmlns: 'urn:xmpp:chat-markers:0' })]
      : [];
    return send(
      el(
        'message',
        { type: 'chat', id, from: patron, to },
        el('body', {}, text),
        el('active', { xmlns: STATES }),
        ...asks,
      ),
    );
  }

  /** A program that has to do with this window from now on. */
  #knows(resource: string): void {
    if (this.#heard.has(resource)) return;
    this.#heard.set(resource, this.#parts.clock.now() - ON_ITS_WAY_MS);
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > MOST_EACH && oldest !== undefined) this.#heard.delete(oldest);
  }

  #prove(which: (flight: Flight) => boolean): void {
    for (const flight of this.#flights) if (flight.text && which(flight)) flight.proved = true;
    this.#settle();
  }

  /** Ends what is proved, in order from the front; what needs no showing goes with what is before it. */
  #settle(): void {
    for (;;) {
      const [first] = this.#flights;
      if (!first || (first.text && !first.proved)) return;
      this.#flights.shift();
      if (first.text) this.#remember(first);
      first.end('delivered');
    }
  }

  #remember({ message, seq }: Flight): void {
    this.#proved.set(message, seq);
    const [oldest] = this.#proved.keys();
    if (this.#proved.size > MOST_PROVED && oldest !== undefined) this.#proved.delete(oldest);
  }

  #drop(flight: Flight, how: DeliveryResult): void {
    this.#flights.splice(this.#flights.indexOf(flight), 1);
    flight.end(how);
    this.#settle();
  }
}

const NONE: ReadonlySet<string> = new Set();

/** A marker comes within moments of its message. */
const MOST_PROVED = 64;
