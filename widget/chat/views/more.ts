import { html } from 'lit';
import { Close } from '../../../relay/protocol/close-codes.ts';
import type { SorryCode } from '../../../relay/protocol/frames.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { linkify } from '../../shared/linkify.ts';
import { isTooMuch } from '../../shared/relay-link.ts';
import { EN as words } from '../../strings/chat-more.en.ts';
import type { ConversationView, OwnLine, TheirLine } from '../conversation/conversation-view.ts';
import type { Asking, FootActions, FootState } from './foot.ts';
import { icon } from './icon.ts';
import { keeping } from './keeping.ts';
import type { LogActions } from './log.ts';
import style from './more.css';
import type { Reader } from './reader.ts';

export { style };

/** A line with its links. */
export const linked = (line: string) =>
  linkify(line).map((part) =>
    typeof part === 'string' ? html`<span .textContent=${part}></span>` : anchor(part.href, part.text),
  );

const anchor = (href: string, label: string) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow" .textContent=${label}></a>`;

/** What its author has done to a line. */
export const revised = (how: 'edited' | 'withdrawn' = 'edited') => html`<small .textContent=${words[how]}></small>`;

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
      <p .textContent=${reasons[line.failure ?? '']}></p>
      <button @click=${() => tryAgain(line.id)}>${words.tryAgain}</button>
      <button @click=${() => discard(line.id)}>${words.discard}</button>
    </div>
  `;
};

export const { left, forgotten } = words;

/** To whom it went, and how. */
export const handed = ({ kind, to, name }: { kind: string; to?: string; name?: string }): string | undefined =>
  to && words[kind === 'lapsed' ? 'inPlace' : 'handed'](to, name);

/** Why nothing more can be said here, or not now, or only anew. */
export const ending = (view: ConversationView, reader: Reader): string | undefined => {
  const { sorry, closeCode, forgetting, link, ended } = view;
  if (closeCode === Close.versionUnknown.code) return words.outdated;
  if (closeCode === Close.originRefused.code) return words.refused;
  if (typeof closeCode === 'number')
    return link === 'ended' ? words.ended : turnedAway(closeCode, view.whereabouts, reader);
  if (forgetting) return words.forgetting;
  if (closeCode) return refusal(closeCode, view.whereabouts, reader);
  if (link !== 'live') return undefined;
  if (ended === 'gone') return words.gone;
  return sorry && words.waits[sorry];
};

/** The relay is there, but has too much to do, or had too much to do with this page. */
const turnedAway = (code: number, desk: Whereabouts | undefined, reader: Reader): string | undefined =>
  isTooMuch(code) ? `${words.crowded} ${reader.details()?.otherWay(desk) ?? ''}`.trim() : undefined;

/** Why this desk takes nothing from this page. */
const refusal = (code: SorryCode, desk: Whereabouts | undefined, reader: Reader): string =>
  [words.refusals[code] ?? words.ended, code === 'blocked' ? (reader.details()?.otherWay(desk) ?? '') : '']
    .join(' ')
    .trim();

/** Before something is lost for good, or so that it is not; `no` is the button that has the focus. */
export const asked = (what: Asking, state: FootState, reader: Reader, actions: FootActions) => {
  if (what === 'keep') return keeping(state, reader, actions);
  const { ask, answer } = actions;
  const linked = what === 'clear' && state.view.keys?.hasLink;
  return html`
    <footer role="group" aria-labelledby="asked">
      <p id="asked" .textContent=${linked ? words.clearLinked : words[`${what}Ask`]}></p>
      <button class="firm" @click=${() => answer(true)} .textContent=${words[`${what}Yes`]}></button>
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
