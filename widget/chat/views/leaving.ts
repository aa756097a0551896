import { html } from 'lit/html.js';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { EN as words } from '../../strings/chat-more.en.ts';
import type { ConversationView } from '../conversation-view.ts';
import type { FootActions } from './foot.ts';
import type { Reader } from './reader.ts';
import { timeThere } from './until.ts';

/** Her question waits; `asking` says who is asked. Nothing is promised that is not known. */
export const waiting = ({ wait, whereabouts }: ConversationView, reader: Reader, asking?: string): string => {
  const nobody = [words.nobodyAsked, whereabouts && nextOf(whereabouts, reader), words.comeBack];
  return (wait?.asked === 0 ? nobody : [asking, words.late]).filter(Boolean).join(' ');
};

/** When somebody can be asked again, as far as anybody has said. */
const nextOf = ({ librarians, until, opens, zone }: Whereabouts, reader: Reader): string | undefined => {
  const holds = (at: number | undefined): at is number => at !== undefined && at > reader.now;
  const due = librarians
    .filter((one) => holds(one.until) && !one.overdue)
    .toSorted((a, b) => Number(a.until) - Number(b.until));
  const back = due[0]?.until ?? until;
  if (holds(back)) return words.dueBack(due[0]?.name, timeThere(back, zone, reader));
  return opens === undefined ? undefined : words.opens(timeThere(opens, zone, reader));
};

/** How to reach the desk in another way, where the card does not say so, and the link to come back by. */
export const leave = (view: ConversationView, reader: Reader, { ask }: Pick<FootActions, 'ask'>) => {
  const { availability, contact } = view.whereabouts ?? {};
  const told = availability === 'offline' || availability === 'unsure';
  return html`
    ${!told && contact ? reader.details()?.contactView(contact) : ''}
    <button @click=${() => ask('keep')}>${words.keepLink}</button>
  `;
};
