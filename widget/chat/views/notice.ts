import type { ConversationView } from '../conversation/conversation-view.ts';
import type { Reader } from './reader.ts';
import { askedAway } from './until.ts';

/** Can she write? Not where nothing she writes would ever be sent. */
export const usable = (view: ConversationView): boolean =>
  !(view.closeCode && view.link === 'ended') && !view.forgetting;

/** The one thing she should know about connection and question now, or nothing. */
export function noticeOf(view: ConversationView, reader: Reader): string | undefined {
  const { words } = reader;
  const lost = view.link === 'unsure' || view.link === 'connecting';
  if (view.forgetting && lost) return words.forgettingLater;
  if (view.closeCode || view.forgetting || view.ended === 'gone' || view.sorry) {
    const ending = reader.more()?.ending(view, reader);
    if (ending) return ending;
  }
  if (view.link === 'live' && view.whereabouts?.paused) {
    const paused = reader.details()?.paused(view, reader);
    if (paused) return paused;
  }
  if (view.link === 'unsure') return sending(view) ? words.unconnectedKept : words.unconnected;
  if (view.link === 'connecting') return words.connecting;
  if (view.wait?.unconfirmed) return reader.details()?.unconfirmed;
  return waiting(view, reader);
}

/** Her question waits, and she need not. */
export const mayLeave = ({ wait }: ConversationView): boolean => wait?.asked === 0 || !!wait?.late;

const sending = ({ lines }: ConversationView): boolean =>
  lines.some((line) => 'tick' in line && line.tick === 'sending');

/** Promises nothing: how many are asked, what is usual, and of one who is away, what is known of her return. */
function waiting(view: ConversationView, reader: Reader): string | undefined {
  const { whereabouts, wait: { asked, usual } = {} } = view;
  const { words } = reader;
  const oneAway = asked === 1 && whereabouts?.availability === 'away' && whereabouts.librarians.length < 2;
  const told = !asked ? undefined : oneAway ? askedAway(whereabouts, reader) : words.asking(asked);
  if (mayLeave(view)) return reader.details()?.waiting(view, reader, told) ?? told;
  return told && (usual ? `${told} ${words.usual(Math.ceil(usual / 60))}` : told);
}
