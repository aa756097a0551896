import { isAutomatic } from '../../messenger/automatic-texts.ts';
import type { ClientPresence } from '../../messenger/client-presence.ts';
import { defined } from '../../protocol/defined.ts';
import { parseAddress } from './address.ts';
import { childOf, type Element, textOf } from './stream/xml.ts';

const STATE_OF: ReadonlyMap<string, ClientPresence['state']> = new Map([
  ['', 'up'],
  ['unavailable', 'left'],
]);

/** RFC 6121, 4.7.2.1. Any value that the RFC does not list reads as away. */
const AVAILABILITY_OF: ReadonlyMap<string, ClientPresence['availability']> = new Map([
  ['', 'available'],
  ['chat', 'available'],
  ['dnd', 'busy'],
]);

/** Status texts that a server writes for a client that vanished. They are never shown; they distinguish a lost client from one that signed off. */
const VANISHED = /^(?:disconnected\b|replaced by\b|connection\b|stream\b|ping timeout\b|hibernat)/i;

/** Undefined: the stanza shows no client (a subscription, a probe, an error). */
export const parsePresence = (stanza: Element): ClientPresence | undefined => {
  const state = STATE_OF.get(stanza.attrs.type ?? '');
  const resource = parseAddress(stanza.attrs.from ?? '')?.resource;
  if (state === undefined || resource === undefined) return undefined;
  const show = textOf(childOf(stanza, 'show')).trim();
  const status = textOf(childOf(stanza, 'status')).trim();
  // Profanity repeats the show as the status if the librarian has set no words.
  const words = /^(?:online|chat|away|xa|dnd)$/.test(status) ? '' : status;
  // XEP-0319, and XEP-0256, which Pidgin, Finch and Profanity speak.
  const idle = childOf(stanza, 'idle', 'urn:xmpp:idle:1') ?? childOf(stanza, 'query', 'jabber:iq:last');
  const setAt = stampOf(childOf(stanza, 'delay', 'urn:xmpp:delay'));
  const up = state === 'up';
  return {
    client: resource,
    state: up || !VANISHED.test(words) ? state : 'lost',
    availability: AVAILABILITY_OF.get(show) ?? 'away',
    extended: show === 'xa',
    automatic: idle !== undefined || isAutomatic(words),
    priority: priorityOf(textOf(childOf(stanza, 'priority'))),
    ...(up && words !== '' ? { words } : {}),
    ...defined({ setAt }),
  };
};

const priorityOf = (text: string): number => {
  const number = /^\s*[+-]?\d{1,3}\s*$/.test(text) ? Number(text) : 0;
  return number >= -128 && number <= 127 ? number : 0;
};

const stampOf = (delay: Element | undefined): number | undefined => {
  const at = Date.parse(delay?.attrs.stamp ?? '');
  return Number.isNaN(at) ? undefined : at;
};
