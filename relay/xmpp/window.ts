import type { DeliveryEnd } from '../desk/ports.ts';
import type { Seq } from '../protocol/entries.ts';
import { type Element, el } from './element.ts';
import { SAYS } from './sentences.en.ts';

export interface WindowParts {
  /** Her address without resource, and the patron's, whose window this is. */
  her: string;
  patron: string;
  send(stanza: Element): boolean;
  /** A program of hers: `last` if it is there, not one of `refused`. */
  choose(last: string | undefined, refused: ReadonlySet<string>): string | undefined;
  newId(): string;
}

/** A line on its way. */
interface Flight {
  seq: Seq;
  /** What is shown; undefined where she has it by other means: it counts once what goes before it does. */
  text: ((again: boolean) => string) | undefined;
  resource?: string | undefined;
  message: string;
  ping: string;
  proved: boolean;
  refused: Set<string>;
  end(how: DeliveryEnd): void;
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
  #provedUpTo: Seq = 0;
  /** The sentence she was last told of who holds it, so that it is told once. */
  toldState = '';
  /** She was asked beside the conversation, and has not answered. */
  consulted = false;
  /** She was told that the patron's page is not connected. */
  #toldAway = false;
  #patronHere = true;
  /** Messages of hers for which her program wants a receipt, by their entry's seq. */
  readonly #receipts = new Map<Seq, { of: string; to: string }>();

  constructor(parts: WindowParts) {
    this.#parts = parts;
  }

  deliver(seq: Seq, text: Flight['text'], again: boolean): Promise<DeliveryEnd> {
    return new Promise((end) => {
      const { newId } = this.#parts;
      const flight = { seq, text, message: newId(), ping: newId(), proved: false, refused: new Set<string>(), end };
      this.#flights.push(flight);
      if (text && !this.#send(flight, again)) this.#drop(flight, 'gone');
      this.#settle();
    });
  }

  /** A sentence of the relay's own; not owed. */
  tell(text: string): void {
    this.#message(this.#parts.choose(this.#last, NONE), this.#parts.newId(), text);
  }

  /** Only where she has something of it already: a notice alone must open no window. */
  typing(state: 'composing' | 'active' | 'gone'): void {
    const resource = this.#parts.choose(this.#last, NONE);
    if (resource === undefined || this.#provedUpTo === 0) return;
    const { her, patron, send } = this.#parts;
    const from = `${patron}/${PAGE}`;
    send(el('message', { from, to: `${her}/${resource}`, type: 'chat' }, el(state, { xmlns: STATES })));
  }

  /** Once she speaks to a page that is not connected she is told so; her program shows who is there at once. */
  patronIsHere(here: boolean, speaks = false): void {
    if (here !== this.#patronHere) this.typing(here ? 'active' : 'gone');
    this.#patronHere = here;
    if (here) this.#toldAway = false;
    else if (speaks && !this.#toldAway) {
      this.#toldAway = true;
      this.tell(SAYS.away);
    }
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

  /**
   * She spoke here: what her program is known to have she has seen, up to where this gives. It proves nothing more: what
   * she says may have crossed with a line on its way to her.
   */
  spoke(resource: string): Seq {
    this.#last = resource;
    return this.#provedUpTo;
  }

  /** A ping was answered, or a receipt came: with it, all that was sent to that program before. False: none of ours. */
  confirmed(id: string): boolean {
    const at = this.#flights.findIndex(({ message, ping }) => message === id || ping === id);
    const one = this.#flights[at];
    if (!one) return false;
    this.#prove((flight, place) => place <= at && flight.resource === one.resource);
    return true;
  }

  /** Up to which line she has seen, by a marker that names a message. */
  seenBy(id: string): Seq | undefined {
    this.confirmed(id);
    return this.#proved.get(id);
  }

  /** Her program, or its server, refused a message: another of her programs is tried. */
  refused(id: string): boolean {
    const flight = this.#flights.find(({ message }) => message === id);
    if (flight?.resource === undefined) return flight !== undefined;
    flight.refused.add(flight.resource);
    if (!this.#send(flight, false)) this.#drop(flight, 'failed');
    return true;
  }

  /** It may have arrived before the program went: where another takes it, it is said to come again. */
  left(resource: string): void {
    if (this.#last === resource) this.#last = undefined;
    for (const flight of this.#flights.filter((one) => one.resource === resource && !one.proved)) {
      flight.refused.add(resource);
      if (!this.#send(flight, true)) this.#drop(flight, 'gone');
    }
  }

  /** With the stream, or the conversation: nothing is in flight any more. */
  end(): void {
    this.#last = undefined;
    for (const flight of this.#flights.splice(0)) flight.end('gone');
  }

  #send(flight: Flight, again: boolean): boolean {
    const { her, patron, send, choose } = this.#parts;
    flight.resource = choose(this.#last, flight.refused);
    if (flight.resource === undefined || !flight.text) return false;
    if (!this.#message(flight.resource, flight.message, flight.text(again), true)) return false;
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

  #prove(which: (flight: Flight, place: number) => boolean): void {
    this.#flights.forEach((flight, place) => {
      if (flight.text && which(flight, place)) flight.proved = true;
    });
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
    this.#provedUpTo = Math.max(this.#provedUpTo, seq);
    this.#proved.set(message, seq);
    const [oldest] = this.#proved.keys();
    if (this.#proved.size > MOST_PROVED && oldest !== undefined) this.#proved.delete(oldest);
  }

  #drop(flight: Flight, how: DeliveryEnd): void {
    this.#flights.splice(this.#flights.indexOf(flight), 1);
    flight.end(how);
    this.#settle();
  }
}

const NONE: ReadonlySet<string> = new Set();

/** A marker comes within moments of its message. */
const MOST_PROVED = 64;
