import type { Clock, DeliveryResult } from '../../desk/ports.ts';
import { MAX_CLIENTS } from '../../messenger/online-clients.ts';
import { IN_TRANSIT_MS } from '../../messenger/outage.ts';
import type { NetworkWindow, PatronActivity } from '../../messenger/ports.ts';
import type { Seq } from '../../protocol/entries.ts';
import { type Element, el } from './stream/xml.ts';

export interface XmppWindowParts {
  /** The librarian's address without its resource. */
  account: string;
  /** The patron's address, without a resource: librarians' clients open the window for it. */
  patron: string;
  send(stanza: Element): boolean;
  /** The resource that a line goes to: `last` if it is online, else the best one that is not among `refused`. */
  choose(last: string | undefined, refused: ReadonlySet<string>): string | undefined;
  newId(): string;
  clock: Clock;
}

/** An entry in flight. */
interface Flight {
  seq: Seq;
  /**
   * What is shown. Undefined: nothing, because the librarian has the entry by other means; it ends once the entries before
   * it have ended.
   */
  text: ((again: boolean) => string) | undefined;
  /** The line may have reached the librarian before, in any of their clients. */
  again: boolean;
  /** The resource it was sent to last. */
  resource?: string | undefined;
  /** The ids of the message and the ping it was sent with last. */
  message: string;
  ping: string;
  /**
   * The number of that sending, counted over all lines of this window. An answer proves only what was sent to the same
   * resource up to the sending that it answers.
   */
  sending: number;
  proved: boolean;
  refused: Set<string>;
  sentAt: number;
  end(how: DeliveryResult): void;
}

/**
 * The resource of the patron's address that chat states come from: Profanity shows no chat state that comes from a bare
 * address. Lines come from the bare address: Pidgin would show the resource in the window's title.
 */
const PAGE = 'page';

const STATES = 'http://jabber.org/protocol/chatstates';

/**
 * One librarian's window of one conversation: what is in flight to it, in seq order. Each line is followed by a ping
 * (XEP-0199) from the same patron's address to the same resource. A client answers the ping after it has taken the line, so
 * the answer proves the delivery.
 */
export class XmppWindow implements NetworkWindow {
  readonly #parts: XmppWindowParts;
  readonly #flights: Flight[] = [];
  /** The resource that the librarian typed in last. */
  #last: string | undefined;
  /** The seqs of proved lines, by the id of the message that brought each line: chat markers (XEP-0333) name that id. */
  readonly #proved = new Map<string, Seq>();
  #sendings = 0;
  /**
   * For each resource that has something of this window, a time in milliseconds since 1970: everything that the resource
   * sent from this window before then has arrived.
   */
  readonly #heardUpTo = new Map<string, number>();
  /** By seq of the entry: messages of the librarian for which their client requested a receipt. */
  readonly #receipts = new Map<Seq, { of: string; to: string }>();

  constructor(parts: XmppWindowParts) {
    this.#parts = parts;
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

  send(text: string, resource = this.#parts.choose(this.#last, NONE)): void {
    this.#message(resource, this.#parts.newId(), text);
  }

  isShownIn(resource: string): boolean {
    return this.#heardUpTo.has(resource);
  }

  /** Sends a chat state (XEP-0085). */
  showPatron(activity: PatronActivity): void {
    const resource = this.#parts.choose(this.#last, NONE);
    if (resource === undefined || this.#proved.size === 0) return;
    const { account, patron, send } = this.#parts;
    const from = `${patron}/${PAGE}`;
    send(el('message', { from, to: `${account}/${resource}`, type: 'chat' }, el(activity, { xmlns: STATES })));
  }

  oweReceipt(seq: Seq, of: string, to: string): void {
    this.#receipts.set(seq, { of, to });
  }

  /** Sends receipts (XEP-0184). A receipt says that the patron's page has the line, not only that it is stored. */
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
   * Remembers the resource. Proves no delivery: what the librarian typed may have crossed with a line on its way to the
   * resource.
   */
  typedIn(resource: string): void {
    this.#last = resource;
    this.#track(resource);
  }

  /**
   * The answer to the ping, or the receipt, with this id arrived: it proves everything that was sent to the same resource
   * before. False: the id is of no line in flight here.
   */
  confirm(id: string): boolean {
    const one = this.#flights.find(({ message, ping }) => message === id || ping === id);
    if (!one) return false;
    // What the resource sent before it was pinged arrived before its answer.
    if (one.resource !== undefined) this.#heardUpTo.set(one.resource, one.sentAt);
    this.#prove(({ resource, sending }) => resource === one.resource && sending <= one.sending);
    return true;
  }

  /** Confirms the message with this id; returns the seq of the line that it brought. */
  seqOf(id: string): Seq | undefined {
    this.confirm(id);
    return this.#proved.get(id);
  }

  /**
   * A resource, or its server, returned the message with this id as an error: the line goes to another resource, or ends
   * `failed`. `mayHaveArrived`: the resource may have received it all the same.
   */
  refuse(id: string, resource: string, mayHaveArrived: boolean): void {
    const flight = this.#flights.find((one) => one.message === id && one.resource === resource);
    if (!flight) return;
    flight.refused.add(resource);
    flight.again ||= mayHaveArrived;
    if (!this.#send(flight)) this.#drop(flight, 'failed');
  }

  /** What is in flight may have arrived before the resource went offline: another resource gets it marked "(again)". */
  clientLeft(resource: string): number | undefined {
    const since = this.#heardUpTo.get(resource);
    this.#heardUpTo.delete(resource);
    if (this.#last === resource) this.#last = undefined;
    for (const flight of this.#flights.filter((one) => one.resource === resource && !one.proved)) {
      flight.refused.add(resource);
      flight.again = true;
      if (!this.#send(flight)) this.#drop(flight, 'gone');
    }
    return since;
  }

  end(): void {
    this.#last = undefined;
    this.#heardUpTo.clear();
    for (const flight of this.#flights.splice(0)) flight.end('gone');
  }

  #send(flight: Flight): boolean {
    const { account, patron, send, choose, newId, clock } = this.#parts;
    flight.resource = choose(this.#last, flight.refused);
    if (flight.resource === undefined || !flight.text) return false;
    flight.message = newId();
    flight.ping = newId();
    flight.sending = ++this.#sendings;
    flight.sentAt = clock.now();
    this.#track(flight.resource);
    if (!this.#message(flight.resource, flight.message, flight.text(flight.again), true)) return false;
    const to = `${account}/${flight.resource}`;
    return send(el('iq', { type: 'get', id: flight.ping, from: patron, to }, el('ping', { xmlns: 'urn:xmpp:ping' })));
  }

  /** `tracked`: requests a receipt (XEP-0184) and a chat marker (XEP-0333). */
  #message(resource: string | undefined, id: string, text: string, tracked = false): boolean {
    const { account, patron, send } = this.#parts;
    const to = resource === undefined ? account : `${account}/${resource}`;
    const requests = tracked
      ? [el('request', { xmlns: 'urn:xmpp:receipts' }), el('markable', { xmlns: 'urn:xmpp:chat-markers:0' })]
      : [];
    return send(
      el(
        'message',
        { type: 'chat', id, from: patron, to },
        el('body', {}, text),
        el('active', { xmlns: STATES }),
        ...requests,
      ),
    );
  }

  /** Remembers a resource that has something of this window from now on. */
  #track(resource: string): void {
    if (this.#heardUpTo.has(resource)) return;
    this.#heardUpTo.set(resource, this.#parts.clock.now() - IN_TRANSIT_MS);
    const [oldest] = this.#heardUpTo.keys();
    if (this.#heardUpTo.size > MAX_CLIENTS && oldest !== undefined) this.#heardUpTo.delete(oldest);
  }

  #prove(which: (flight: Flight) => boolean): void {
    for (const flight of this.#flights) if (flight.text && which(flight)) flight.proved = true;
    this.#settle();
  }

  /** Ends the lines that are proved, in order from the front; an entry without a text ends with the line before it. */
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
    if (this.#proved.size > MAX_PROVED && oldest !== undefined) this.#proved.delete(oldest);
  }

  #drop(flight: Flight, how: DeliveryResult): void {
    this.#flights.splice(this.#flights.indexOf(flight), 1);
    flight.end(how);
    this.#settle();
  }
}

const NONE: ReadonlySet<string> = new Set();

/** How many proved lines are remembered for chat markers: few, because a marker arrives within moments of its message. */
const MAX_PROVED = 64;
