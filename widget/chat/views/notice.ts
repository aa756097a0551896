import type { ConversationView } from '../conversation-view.ts';
import { momentsOf } from '../when.ts';
import type { Reader } from './reader.ts';

/** Can she write? Not where nothing she writes would ever be sent. */
export const usable = (view: ConversationView): boolean =>
  !view.unknownDesk && view.closeCode === undefined && !view.forgetting;

/** The one thing she should know about connection and question now, or nothing. */
export function noticeOf(view: ConversationView, reader: Reader): string | undefined {
  const { words } = reader;
  if (!usable(view) || view.ended === 'gone') {
    const ending = reader.more()?.ending(view);
    if (ending) return ending;
  }
  if (view.link === 'unsure') return sending(view) ? words.unconnectedKept : words.unconnected;
  if (view.link === 'connecting') return words.connecting;
  const { asked, unconfirmed } = view.wait ?? {};
  if (unconfirmed) return words.unconfirmed;
  return asked === undefined ? undefined : waiting(view, asked, reader);
}

const sending = ({ lines }: ConversationView): boolean =>
  lines.some((line) => 'tick' in line && line.tick === 'sending');

/** Promises nothing: who was asked, and by when she said she is back. */
function waiting({ whereabouts }: ConversationView, asked: number, { words, language, now }: Reader): string {
  if (asked === 0) return words.nobodyAsked;
  const [first, ...others] = whereabouts?.librarians ?? [];
  if (whereabouts?.availability !== 'away' || others.length > 0 || asked > 1) return words.asking(asked);
  const { until } = first ?? whereabouts;
  const due = until !== undefined && until > now && !first?.overdue;
  return words.askedAway(
    first?.name,
    due ? momentsOf(until, now, { language, zone: whereabouts.zone }).desk : undefined,
  );
}
