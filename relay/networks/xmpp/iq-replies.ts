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

/** The answer to an iq request; every request has to be answered (RFC 6120, 8.2.3). Undefined: the iq is no request. */
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
 * Whether the error that answered a ping proves that the librarian's client received it. A client that does not support pings
 * answers with one of these two conditions (RFC 6120, 8.3.3). A server uses the second one as well, but only for a client that
 * is not online.
 */
export const isFromClient = (iq: Element, isOnline: boolean): boolean => {
  const error = childOf(iq, 'error');
  if (!error) return false;
  const has = (condition: string) => childOf(error, condition, 'urn:ietf:params:xml:ns:xmpp-stanzas') !== undefined;
  return has('feature-not-implemented') || (isOnline && has('service-unavailable'));
};
