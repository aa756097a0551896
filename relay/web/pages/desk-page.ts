import type { PatronEntry } from '../../protocol/entries.ts';
import type { SorryCode } from '../../protocol/frames.ts';
import type { Whereabouts } from '../../protocol/whereabouts.ts';
import type { RouteResponse } from '../http/routes.ts';
import { DESK_WORDS as WORDS } from './desk-page.en.ts';
import { type Html, html, join } from './html.ts';
import { hiddenFields, pageShell } from './page-shell.ts';
import { deskMoment, whereaboutsText } from './whereabouts-text.ts';

/** The content of a desk's page without script. */
export interface DeskPage {
  whereabouts: Whereabouts;
  now: number;
  /** The forms send both: the key, and the id of the next line, so that a form that is sent twice adds one line. */
  key: string;
  nextId: string;
  entries: readonly PatronEntry[];
  /** Why the request before was refused. */
  sorry?: SorryCode | 'unknown-link';
  /** What the patron wrote, if it was not stored. */
  draft?: string;
}

export const deskPage = (page: DeskPage): RouteResponse => {
  const { whereabouts, entries, now } = page;
  const main = [
    html`<p>${whereaboutsText(whereabouts, now)}</p>`,
    contact(whereabouts),
    page.sorry === undefined ? pausing(page) : html`<p role="alert">${sorrySentence(page.sorry, whereabouts, now)}</p>`,
    entries.length > 0 && html`<ol>${entries.map(line)}</ol>`,
    page.sorry !== 'blocked' && form(page),
    entries.length > 0 && waiting(page),
  ];
  return pageShell(statusOf(page.sorry), whereabouts.name, html`${main}`, { 'Cache-Control': 'no-store' });
};

const statusOf = (sorry: DeskPage['sorry']): number => (sorry === undefined ? 200 : sorry === 'blocked' ? 403 : 422);

const sorrySentence = (code: SorryCode | 'unknown-link', whereabouts: Whereabouts, now: number): string => {
  if (code === 'unknown-link') return WORDS.link.unknown;
  if (code === 'paused') return pausedSentence(whereabouts, now);
  return [WORDS.sorry[code], code === 'blocked' ? otherWay(whereabouts) : ''].join(' ').trim();
};

/** A notice if the desk takes no new conversation, before the patron writes. */
const pausing = ({ whereabouts, entries, now }: DeskPage): Html | undefined =>
  whereabouts.paused && entries.length === 0
    ? html`<p role="alert">${pausedSentence(whereabouts, now)}</p>`
    : undefined;

const pausedSentence = (whereabouts: Whereabouts, now: number): string => {
  const { paused, zone } = whereabouts;
  const sentence =
    paused?.until === undefined ? WORDS.sorry.paused : WORDS.pausedUntil(deskMoment(paused.until, zone, now));
  return [sentence, otherWay(whereabouts)].join(' ').trim();
};

/** One sentence on how else the patron can reach the desk. */
const otherWay = ({ contact = {} }: Whereabouts): string => {
  const { phone, email, address } = contact;
  if (phone !== undefined) return WORDS.youCan.phone(phone);
  if (email !== undefined) return WORDS.youCan.email(email);
  return address === undefined ? '' : WORDS.youCan.address(address);
};

export const forgottenPage = ({ name, desk }: Whereabouts): RouteResponse =>
  pageShell(200, name, html`<p>${WORDS.forgotten}</p><p><a href="/desks/${desk}/">${WORDS.askAnother}</a></p>`, {
    'Cache-Control': 'no-store',
  });

const form = ({ key, nextId, entries, draft = '' }: DeskPage): Html => {
  const label = entries.length === 0 ? WORDS.question : WORDS.more;
  const hidden = hiddenFields({ key, id: nextId });
  return html`<form method="post">${hidden}<label for="text">${label}</label><textarea id="text" name="text" maxlength="4000" required dir="auto">${draft}</textarea><button>${WORDS.send}</button></form>`;
};

/** Buttons to look for an answer and to delete the conversation, and the private link. */
const waiting = ({ key, sorry, whereabouts }: DeskPage): Html => {
  const hidden = hiddenFields({ key });
  const look = html`<form method="post">${hidden}<button class="quiet">${WORDS.look}</button></form>`;
  const forget = html`<form method="post">${hidden}<input type="hidden" name="forget" value="yes"><button class="quiet">${WORDS.forget}</button></form>`;
  const href = `/desks/${whereabouts.desk}/question#${key}`;
  const link = html`<p class="faint"><a href="${href}">${WORDS.link.title}</a>. ${WORDS.link.whoever}</p>`;
  return sorry === 'blocked' ? forget : html`${look}\n${forget}\n<p class="faint">${WORDS.kept}</p>\n${link}`;
};

const line = (entry: PatronEntry): Html => {
  switch (entry.kind) {
    case 'said': {
      const mine = entry.by === 'patron';
      const name = entry.by === 'patron' ? WORDS.you : (entry.name ?? WORDS.librarian);
      const revised = entry.by === 'librarian' ? entry.revised : undefined;
      if (revised === 'withdrawn') return note(WORDS.withdrawn(name));
      const text = html`${entry.text}${revised && html` <i>${WORDS.edited}</i>`}`;
      return html`<li${mine && html` class="mine"`} dir="auto"><b>${name}</b>${text}</li>`;
    }
    case 'noted':
      return html`<li class="mine" dir="auto">${entry.topic === 'name' ? entry.text : entry.record.title}</li>`;
    case 'closed':
      return note(WORDS.closed);
    case 'passed':
      return note(WORDS.passed(entry.name ?? WORDS.librarian, entry.to));
    case 'lapsed':
      return note(WORDS.lapsed(entry.name ?? WORDS.librarian, entry.to));
    case 'moved':
      return note(WORDS.moved(entry.name, entry.to));
    default:
      return note(WORDS[entry.kind](entry.name ?? WORDS.librarian));
  }
};

const note = (text: string): Html => html`<li class="note">${text}</li>`;

export const contact = ({ contact: ways, availability }: Whereabouts): Html | undefined => {
  if (!ways || availability === 'available') return undefined;
  const { phone, email, address } = ways;
  const shown: Html[] = [];
  if (phone !== undefined) {
    shown.push(html`${WORDS.phone}: <a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>`);
  }
  if (email !== undefined) shown.push(html`${WORDS.email}: <a href="mailto:${email}">${email}</a>`);
  if (address !== undefined) shown.push(html`${WORDS.address}: ${address}`);
  return html`<p class="faint">${join(shown, ' · ')}</p>`;
};
