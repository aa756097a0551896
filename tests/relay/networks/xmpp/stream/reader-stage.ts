import { streamHeader } from '../../../../../relay/networks/xmpp/stream/handshake.ts';
import { StanzaReader } from '../../../../../relay/networks/xmpp/stream/stanza-reader.ts';
import { type Element, el, serialize } from '../../../../../relay/networks/xmpp/stream/xml.ts';

/** One event that a reader reported. */
export type ReaderEvent =
  | { kind: 'opened'; header: Element; stanzas: string }
  | { kind: 'stanza'; stanza: Element }
  | { kind: 'oversized'; outer: Element }
  | { kind: 'unreadable' | 'closed' | 'broken' };

export class Listening {
  readonly events: ReaderEvent[] = [];
  readonly reader = new StanzaReader({
    opened: (header, stanzas) => void this.events.push({ kind: 'opened', header, stanzas }),
    stanza: (stanza) => void this.events.push({ kind: 'stanza', stanza }),
    oversized: (outer) => void this.events.push({ kind: 'oversized', outer }),
    unreadable: () => void this.events.push({ kind: 'unreadable' }),
    closed: () => void this.events.push({ kind: 'closed' }),
    broken: () => void this.events.push({ kind: 'broken' }),
  });

  /** Without what came before, the header above all. */
  hears(...chunks: readonly (string | Uint8Array)[]): ReaderEvent[] {
    const before = this.events.length;
    for (const chunk of chunks) this.reader.read(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    return this.events.slice(before);
  }
}

export const HEADER = streamHeader('ask.lib.example');

/** In a stream. */
export const listening = (): Listening => {
  const one = new Listening();
  one.hears(HEADER);
  return one;
};

export const said = (...body: readonly string[]): Element =>
  el('message', { from: 'ann@lib.example' }, el('body', {}, ...body));

export const saidXml = (...body: readonly string[]): string => serialize(said(...body));

/** The bodies of the stanzas, and the kinds of the other events. */
export const bodies = (events: readonly ReaderEvent[]): string[] =>
  events.map((one) => (one.kind === 'stanza' ? serialize(one.stanza).replace(/<[^>]*>/g, '') : one.kind));
