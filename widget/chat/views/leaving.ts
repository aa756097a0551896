import { html } from 'lit';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { EN as words } from '../../strings/chat-details.en.ts';
import type { ConversationView } from '../conversation/conversation-view.ts';
import { contactView } from './contact-view.ts';
import type { FootActions } from './foot.ts';
import type { Reader } from './reader.ts';
import { timeThere } from './until.ts';

/** What a patron reads while their question waits; `asking` says who is asked. It promises nothing that is not known. */
export const waiting = ({ wait, whereabouts }: ConversationView, reader: Reader, asking?: string): string => {
  const meant = wait?.meant;
  const kept = meant === undefined ? [words.nobodyAsked, words.keptFor()] : [words.keptFor(meant || words.one)];
  const nobody = [...kept, whereabouts && nextOf(whereabouts, reader, meant), words.comeBack];
  return (wait?.asked === 0 ? nobody : [asking, words.late]).filter(Boolean).join(' ');
};

/** When a librarian, or the one that the question is left for, is expected back or the desk opens, if that is known. */
const nextOf = (
  { librarians, until, opens, zone }: Whereabouts,
  reader: Reader,
  meant: string | undefined,
): string | undefined => {
  const holds = (at: number | undefined): at is number => at !== undefined && at > reader.now;
  const due = librarians
    .filter((one) => holds(one.until) && !one.overdue && (meant ?? one.name) === one.name)
    .toSorted((a, b) => Number(a.until) - Number(b.until));
  const back = due[0]?.until ?? (meant === undefined ? until : undefined);
  if (holds(back)) return words.dueBack(due[0]?.name, timeThere(back, zone, reader));
  return opens === undefined ? undefined : words.deskOpens(timeThere(opens, zone, reader));
};

/** Other ways to reach the desk, unless the card shows them, and the button for a private link. */
export const leave = (view: ConversationView, { ask }: Pick<FootActions, 'ask'>) => {
  const { availability, contact } = view.whereabouts ?? {};
  const told = availability === 'offline' || availability === 'unsure';
  return html`
    ${!told && contact ? contactView(contact) : ''}
    <button @click=${() => ask('keep')}>${words.keepLink}</button>
  `;
};
