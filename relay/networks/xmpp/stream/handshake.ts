import { createHash } from 'node:crypto';
import { type Element, el, STANZAS, serialize } from './xml.ts';

/** How a component opens and closes its stream (XEP-0114). */

export const STREAMS = 'http://etherx.jabber.org/streams';

export const streamHeader = (domain: string): string => {
  const stream = el('stream:stream', { xmlns: STANZAS, 'xmlns:stream': STREAMS, to: domain });
  return `<?xml version='1.0'?>${serialize(stream, '').replace(/\/>$/, '>')}`;
};

export const STREAM_END = '</stream:stream>';

/** Proves that the relay knows the secret; valid for this stream only. */
export const handshake = (streamId: string, secret: string): Element =>
  el(
    'handshake',
    {},
    createHash('sha1')
      .update(streamId + secret)
      .digest('hex'),
  );

export const isHandshake = ({ name, attrs }: Element): boolean => name === 'handshake' && attrs.xmlns === STANZAS;

export const isStreamError = ({ name, attrs }: Element): boolean => name === 'error' && attrs.xmlns === STREAMS;
