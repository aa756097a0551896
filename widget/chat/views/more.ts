import { html } from 'lit/html.js';
import { Close } from '../../../relay/protocol/close-codes.ts';
import { EN as words } from '../../strings/chat-more.en.ts';
import type { ConversationView, OwnLine, TheirLine } from '../conversation-view.ts';
import { linkify } from '../linkify.ts';
import type { Asking, FootActions, FootState } from './foot.ts';
import { icon } from './icon.ts';
import { keeping } from './keeping.ts';
import type { LogActions } from './log.ts';
import style from './more.css';
import type { Reader } from './reader.ts';

export { leave, waiting } from './leaving.ts';
export { style };

/** A line with its links. */
export const linked = (text: string) =>
  linkify(text).map((part) => (typeof part === 'string' ? part : anchor(part.href, part.text)));

const anchor = (href: string, text: string) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;

/** What its author has done to a line. */
export const revised = (how: 'edited' | 'withdrawn' = 'edited') => html`<small>${words[how]}</small>`;

/** What she told of herself, or attached. */
export const noted = (line: Extract<TheirLine, { kind: 'noted' }>) => {
  if (line.topic === 'name') return words.named(line.text);
  const { title, url } = line.record;
  const [link] = linkify(url ?? '');
  return [words.attached, typeof link === 'object' ? anchor(link.href, title) : title];
};

/** Why a line failed, and what she can do about it. */
export const failure = (line: OwnLine, { tryAgain, discard }: LogActions) => {
  const reasons: Record<string, string | undefined> = words.failures;
  return html`
    <div class="choices">
      <p>${reasons[line.failure ?? '']}</p>
      <button @click=${() => tryAgain(line.id)}>${words.tryAgain}</button>
      <button @click=${() => discard(line.id)}>${words.discard}</button>
    </div>
  `;
};

export const { left, forgotten, unconfirmed, handed } = words;

/** Why nothing more can be said here, or only anew. */
export const ending = ({ unknownDesk, closeCode, forgetting, link, ended }: ConversationView): string | undefined => {
  if (unknownDesk) return words.unknownDesk;
  if (closeCode === Close.versionUnknown.code) return words.outdated;
  if (closeCode === Close.originRefused.code) return words.refused;
  if (closeCode !== undefined) return words.ended;
  if (forgetting) return words.forgetting;
  return ended === 'gone' && link === 'live' ? words.gone : undefined;
};

/** Before something is lost for good, or so that it is not; `no` is the button that has the focus. */
export const asked = (what: Asking, state: FootState, reader: Reader, actions: FootActions) => {
  if (what === 'keep') return keeping(state, reader, actions);
  const { ask, answer } = actions;
  const linked = what === 'clear' && state.view.keys?.linked;
  return html`
    <footer role="group" aria-labelledby="asked">
      <p id="asked">${linked ? words.clearLinked : words[`${what}Ask`]}</p>
      <button class="firm" @click=${() => answer(true)}>${words[`${what}Yes`]}</button>
      ${what === 'clear' && !linked ? html`<button @click=${() => ask('keep')}>${words.keepLink}</button>` : ''}
      <button id="no" @click=${() => answer(false)}>${words.keep}</button>
    </footer>
  `;
};

/** Above the first line that came while she did not look. */
export const fresh = () => html`<li class="fresh">${words.fresh}</li>`;

/** Something came in below what she reads. */
export const jump = (go: () => void) =>
  html`<button class="jump" @click=${go}>${icon('M12 4v15M5 12l7 7 7-7')}${words.newLines}</button>`;
