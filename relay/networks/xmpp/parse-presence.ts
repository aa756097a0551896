import type { Connection } from '../../desk/ports.ts';
import { isAutomatic } from '../../messenger/automatic-texts.ts';
import { parseAddress } from './address.ts';
import { childOf, type Element, textOf } from './stream/xml.ts';

/** What one program of hers (a resource) shows. */
export interface ResourcePresence {
  resource: string;
  /** `lost`: her server says that it went without a word. */
  state: Connection['state'];
  availability: Connection['availability'];
  /** Extended away: later than away where one of several is to be chosen. */
  extended: boolean;
  /** Set by the program, not by her: idle, or a text it is known to make. */
  automatic: boolean;
  /** -128 to 127; below 0 it takes no line that is not addressed to it (RFC 6121, 8.5.2.1.1). */
  priority: number;
  words?: string;
  /** When she set it, where her server tells (XEP-0203). */
  setAt?: number;
}

const STATE_OF: ReadonlyMap<string, ResourcePresence['state']> = new Map([
  ['', 'up'],
  ['unavailable', 'left'],
]);

/** RFC 6121, 4.7.2.1. What no program may say reads as away: it is not there in the usual way. */
const AVAILABILITY_OF: ReadonlyMap<string, ResourcePresence['availability']> = new Map([
  ['', 'available'],
  ['chat', 'available'],
  ['dnd', 'busy'],
]);

/** What a server writes for a program that vanished; never shown, it tells a loss from a farewell. */
const VANISHED = /^(?:disconnected\b|replaced by\b|connection\b|stream\b|ping timeout\b|hibernat)/i;

/** Undefined: it shows nothing of a program (a subscription, a probe, an error). */
export const parsePresence = (stanza: Element): ResourcePresence | undefined => {
  const state = STATE_OF.get(stanza.attrs.type ?? '');
  const resource = parseAddress(stanza.attrs.from ?? '')?.resource;
  if (state === undefined || resource === undefined) return undefined;
  const show = textOf(childOf(stanza, 'show')).trim();
  const status = textOf(childOf(stanza, 'status')).trim();
  // Profanity writes the show once more where she has set no words.
  const words = /^(?:online|chat|away|xa|dnd)$/.test(status) ? '' : status;
  // XEP-0319, and XEP-0256, which Pidgin, Finch and Profanity speak.
  const idle = childOf(stanza, 'idle', 'urn:xmpp:idle:1') ?? childOf(stanza, 'query', 'jabber:iq:last');
  const setAt = stampOf(childOf(stanza, 'delay', 'urn:xmpp:delay'));
  const up = state === 'up';
  return {
    resource,
    state: up || !VANISHED.test(words) ? state : 'lost',
    availability: AVAILABILITY_OF.get(show) ?? 'away',
    extended: show === 'xa',
    automatic: idle !== undefined || isAutomatic(words),
    priority: priorityOf(textOf(childOf(stanza, 'priority'))),
    ...(up && words !== '' ? { words } : {}),
    ...(setAt === undefined ? {} : { setAt }),
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

const ORDER: readonly ResourcePresence['availability'][] = ['available', 'away', 'busy'];

const rank = ({ availability, extended }: ResourcePresence): number =>
  ORDER.indexOf(availability) * 2 + Number(extended);

/** Of several programs the one that speaks for her: the best, of equals the newest (the last of them). */
export const speaking = (presences: Iterable<ResourcePresence>): ResourcePresence | undefined => {
  let best: ResourcePresence | undefined;
  for (const one of presences) {
    if (one.state === 'up' && one.priority >= 0 && (!best || rank(one) <= rank(best))) best = one;
  }
  return best;
};
