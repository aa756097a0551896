import type { ReceivedMessage } from '../../messenger/ports.ts';
import { defined } from '../../protocol/defined.ts';
import { parseAddress } from './address.ts';
import { childOf, type Element, elementsOf, textOf } from './stream/xml.ts';

/** What a message stanza from a librarian's client says, apart from its addresses. */
export type ParsedMessage =
  | ReceivedMessage
  /** The client has received, or displayed (`seen`), the message with this id (XEP-0184, XEP-0333). */
  | { kind: 'proof'; of: string; seen: boolean }
  /**
   * The message with this id came back as an error. `held`: the server returns it because the client never acknowledged it;
   * the client may have received it.
   */
  | { kind: 'refused'; of: string; held: boolean }
  | { kind: 'nothing' };

const NOTHING: ParsedMessage = { kind: 'nothing' };

/** XEP-0384, XEP-0373, XEP-0374, XEP-0027, XEP-0380. An OTR body begins with "?OTR". */
const ENCRYPTED: ReadonlySet<string> = new Set([
  'eu.siacs.conversations.axolotl',
  'urn:xmpp:omemo:1',
  'urn:xmpp:omemo:2',
  'urn:xmpp:openpgp:0',
  'jabber:x:encrypted',
  'urn:xmpp:eme:0',
]);

const STATES = 'http://jabber.org/protocol/chatstates';
const MARKERS = 'urn:xmpp:chat-markers:0';
const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const RECEIPTS = 'urn:xmpp:receipts';

/** The order of the checks matters: an error never counts as anything else, and an encrypted message never as a line. */
export const parseMessage = (stanza: Element): ParsedMessage => {
  const { type = 'normal', id } = stanza.attrs;
  if (type === 'error')
    return id === undefined ? NOTHING : { kind: 'refused', of: id, held: isReturnedByServer(stanza) };
  if (type !== 'chat' && type !== 'normal') return NOTHING;
  const body = textOf(childOf(stanza, 'body'));
  if (/^\s*\?OTR/.test(body) || elementsOf(stanza).some(({ attrs }) => ENCRYPTED.has(attrs.xmlns ?? '')))
    return { kind: 'encrypted' };
  if (body.trim() !== '') {
    const replaces = childOf(stanza, 'replace', 'urn:xmpp:message-correct:0')?.attrs.id;
    return {
      kind: 'line',
      text: body,
      ...defined({ id, replaces }),
      wantsReceipt: childOf(stanza, 'request', RECEIPTS) !== undefined,
    };
  }
  return proofIn(stanza) ?? typingIn(stanza) ?? NOTHING;
};

/** What Prosody answers for each message that a broken connection never acknowledged (XEP-0198). */
const isReturnedByServer = (stanza: Element): boolean => {
  const error = childOf(stanza, 'error');
  return error !== undefined && childOf(error, 'recipient-unavailable', STANZAS) !== undefined;
};

const proofIn = (stanza: Element): ParsedMessage | undefined => {
  const receipt = childOf(stanza, 'received', RECEIPTS)?.attrs.id;
  if (receipt !== undefined) return { kind: 'proof', of: receipt, seen: false };
  const marker = elementsOf(stanza).find(({ attrs }) => attrs.xmlns === MARKERS);
  const of = marker?.attrs.id;
  if (!marker || of === undefined || !/^(?:received|displayed|acknowledged)$/.test(marker.name)) return undefined;
  return { kind: 'proof', of, seen: marker.name !== 'received' };
};

const typingIn = (stanza: Element): ParsedMessage | undefined => {
  const state = elementsOf(stanza).find(({ attrs }) => attrs.xmlns === STATES);
  return state && { kind: 'typing', on: state.name === 'composing' };
};

/** The sender and receiver of a stanza; undefined: one of them is not an address. */
export const routeOf = ({ attrs }: Element) => {
  const from = parseAddress(attrs.from ?? '');
  const to = parseAddress(attrs.to ?? '');
  return from && to && { from, to };
};
