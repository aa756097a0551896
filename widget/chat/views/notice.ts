import type { ConversationView } from '../conversation/conversation-view.ts';
import type { Reader } from './reader.ts';
import { askedAway } from './until.ts';

/** False if nothing that the patron writes would ever be sent. */
export const usable = (view: ConversationView): boolean =>
  !(view.closeCode && view.link === 'ended') && !view.forgetting;

/** The one sentence about the connection or the question that matters most now; undefined if there is none. */
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

/** True if the patron's question waits and the patron does not have to stay on the page. */
export const mayLeave = ({ wait }: ConversationView): boolean => wait?.asked === 0 || !!wait?.late;

const sending = ({ lines }: ConversationView): boolean =>
  lines.some((line) => 'tick' in line && line.tick === 'sending');

/**
 * How many librarians are asked, how long the wait usually is, and, if the only one is away, what is known about their
 * return. It promises nothing.
 */
function waiting(view: ConversationView, reader: Reader): string | undefined {
  const { whereabouts, wait: { asked, usual } = {} } = view;
  const { words } = reader;
  const oneAway = asked === 1 && whereabouts?.availability === 'away' && whereabouts.librarians.length < 2;
  const told = !asked ? undefined : oneAway ? askedAway(whereabouts, reader) : words.asking(asked);
  if (mayLeave(view)) return reader.details()?.waiting(view, reader, told) ?? told;
  return told && (usual ? `${told} ${words.usual(Math.ceil(usual / 60))}` : told);
}
