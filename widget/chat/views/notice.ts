import type { ConversationView } from '../conversation-view.ts';
import type { Reader } from './reader.ts';
import { askedAway } from './until.ts';

/** Can she write? Not where nothing she writes would ever be sent. */
export const usable = (view: ConversationView): boolean => view.closeCode === undefined && !view.forgetting;

/** The one thing she should know about connection and question now, or nothing. */
export function noticeOf(view: ConversationView, reader: Reader): string | undefined {
  const { words } = reader;
  const lost = view.link === 'unsure' || view.link === 'connecting';
  if (view.forgetting && lost) return words.forgettingLater;
  if (!usable(view) || view.ended === 'gone' || view.sorry || view.whereabouts?.paused) {
    const ending = reader.more()?.ending(view, reader);
    if (ending) return ending;
  }
  if (view.link === 'unsure') return sending(view) ? words.unconnectedKept : words.unconnected;
  if (view.link === 'connecting') return words.connecting;
  if (view.wait?.unconfirmed) return reader.more()?.unconfirmed;
  return waiting(view, view.wait?.asked, reader);
}

const sending = ({ lines }: ConversationView): boolean =>
  lines.some((line) => 'tick' in line && line.tick === 'sending');

/** Promises nothing: how many are asked, and of one who is away, what is known of her return. */
function waiting({ whereabouts }: ConversationView, asked: number | undefined, reader: Reader): string | undefined {
  if (!asked) return asked === 0 ? reader.more()?.nobodyAsked : undefined;
  const oneAway = asked === 1 && whereabouts?.availability === 'away' && whereabouts.librarians.length < 2;
  return oneAway ? askedAway(whereabouts, reader) : reader.words.asking(asked);
}
