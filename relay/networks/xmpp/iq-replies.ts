import { childOf, type Element, el } from './stream/xml.ts';

const DISCO_INFO = 'http://jabber.org/protocol/disco#info';
const DISCO_ITEMS = 'http://jabber.org/protocol/disco#items';
const PING = 'urn:xmpp:ping';

const FEATURES = [
  DISCO_INFO,
  PING,
  'urn:xmpp:receipts',
  'urn:xmpp:message-correct:0',
  'http://jabber.org/protocol/chatstates',
];

/** The answer to an iq that asks for something; every one has to be answered (RFC 6120, 8.2.3). */
export const answerTo = (iq: Element, name: string): Element | undefined => {
  const { type, id, from, to } = iq.attrs;
  if (type !== 'get' && type !== 'set') return undefined;
  const head = { id, from: to, to: from };
  if (type === 'get' && childOf(iq, 'ping', PING)) return el('iq', { ...head, type: 'result' });
  if (type === 'get' && childOf(iq, 'query', DISCO_INFO)) {
    const features = FEATURES.map((feature) => el('feature', { var: feature }));
    const identity = el('identity', { category: 'client', type: 'web', name });
    return el('iq', { ...head, type: 'result' }, el('query', { xmlns: DISCO_INFO }, identity, ...features));
  }
  if (type === 'get' && childOf(iq, 'query', DISCO_ITEMS))
    return el('iq', { ...head, type: 'result' }, el('query', { xmlns: DISCO_ITEMS }));
  return el('iq', { ...head, type: 'error' }, errorOf('service-unavailable'));
};

export const errorOf = (condition: string): Element =>
  el('error', { type: 'cancel' }, el(condition, { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }));

/**
 * Does the error with which a ping came back prove that her program took it? A program that knows no pings says so by one
 * of these (RFC 6120, 8.3.3); a server says the second too, but only for a program that is not there.
 */
export const isFromClient = (iq: Element, isThere: boolean): boolean => {
  const error = childOf(iq, 'error');
  if (!error) return false;
  const says = (condition: string) => childOf(error, condition, 'urn:ietf:params:xml:ns:xmpp-stanzas') !== undefined;
  return says('feature-not-implemented') || (isThere && says('service-unavailable'));
};
