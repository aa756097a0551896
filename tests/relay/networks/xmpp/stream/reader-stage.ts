import { streamHeader } from '../../../../../relay/networks/xmpp/stream/handshake.ts';
import { StanzaReader } from '../../../../../relay/networks/xmpp/stream/stanza-reader.ts';
import { type Element, el, serialize } from '../../../../../relay/networks/xmpp/stream/xml.ts';

/** What a reader told, in order. */
export type Told =
  | { kind: 'opened'; header: Element; stanzas: string }
  | { kind: 'stanza'; stanza: Element }
  | { kind: 'oversized'; outer: Element }
  | { kind: 'unreadable' | 'closed' | 'broken' };

export class Listening {
  readonly told: Told[] = [];
  readonly reader = new StanzaReader({
    opened: (header, stanzas) => void this.told.push({ kind: 'opened', header, stanzas }),
    stanza: (stanza) => void this.told.push({ kind: 'stanza', stanza }),
    oversized: (outer) => void this.told.push({ kind: 'oversized', outer }),
    unreadable: () => void this.told.push({ kind: 'unreadable' }),
    closed: () => void this.told.push({ kind: 'closed' }),
    broken: () => void this.told.push({ kind: 'broken' }),
  });

  /** Without what came before, the header above all. */
  hears(...chunks: readonly (string | Uint8Array)[]): Told[] {
    const before = this.told.length;
    for (const chunk of chunks) this.reader.read(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    return this.told.slice(before);
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

/** The bodies of the stanzas told, or what else was told. */
export const bodies = (told: readonly Told[]): string[] =>
  told.map((one) => (one.kind === 'stanza' ? serialize(one.stanza).replace(/<[^>]*>/g, '') : one.kind));
