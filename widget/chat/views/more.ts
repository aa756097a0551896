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

/** The text of a line, with its addresses as links. */
export const linked = (line: string) =>
  linkify(line).map((part) =>
    typeof part === 'string' ? html`<span .textContent=${part}></span>` : anchor(part.href, part.text),
  );

const anchor = (href: string, label: string) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow" .textContent=${label}></a>`;

/** Shown below a line that its author edited or withdrew. */
export const revised = (how: 'edited' | 'withdrawn' = 'edited') => html`<small .textContent=${words[how]}></small>`;

/** A name or a record that the patron added to the conversation. */
export const noted = (line: Extract<TheirLine, { kind: 'noted' }>) => {
  if (line.topic === 'name') return words.named(line.text);
  const { title, url } = line.record;
  const [link] = linkify(url ?? '');
  return [words.attached, typeof link === 'object' ? anchor(link.href, title) : title];
};

/** Why a line failed, with buttons to try again or discard it. */
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

/** The sentence about a conversation that went to `to`; undefined if it went to nobody in particular. */
export const handed = ({ kind, to, name }: { kind: string; to?: string; name?: string }): string | undefined =>
  to && words[kind === 'lapsed' ? 'inPlace' : 'handed'](to, name);

/** Why nothing can be said here: for good, for now, or only in a new conversation. Undefined if the patron can write. */
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

/** The relay has too much to do, or received too much from this page. */
const turnedAway = (code: number, desk: Whereabouts | undefined, reader: Reader): string | undefined =>
  isTooMuch(code) ? `${words.crowded} ${reader.details()?.otherWay(desk) ?? ''}`.trim() : undefined;

/** Why this desk refuses this page. */
const refusal = (code: SorryCode, desk: Whereabouts | undefined, reader: Reader): string =>
  [words.refusals[code] ?? words.ended, code === 'blocked' ? (reader.details()?.otherWay(desk) ?? '') : '']
    .join(' ')
    .trim();

/** The question before something is lost for good, or the dialog for saving it. The button `no` receives the focus. */
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

/** Shown above the first line that arrived while the patron did not look. */
export const fresh = () => html`<li class="fresh">${words.fresh}</li>`;

/** The button to the newest line, shown while new lines are below the visible ones. */
export const jump = (go: () => void) =>
  html`<button class="jump" @click=${go}>${icon('M12 4v15M5 12l7 7 7-7')}${words.newLines}</button>`;
