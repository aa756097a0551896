import { Close } from '../../../relay/protocol/close-codes.ts';
import type { ConversationView } from '../conversation-view.ts';
import { momentsOf } from '../when.ts';
import type { Reader } from './reader.ts';

export interface Notice {
  text: string;
  /** Whether "Try now" is offered beside it. */
  retry?: true;
  /** Comes and goes within a second as a rule: not shown at once. */
  brief?: true;
}

/** Can she write? Not where nothing she writes would ever be sent. */
export const usable = (view: ConversationView): boolean =>
  !view.unknownDesk && view.closeCode === undefined && !view.forgetting;

/** The one thing she should know about connection and question now, or nothing. */
export function noticeOf(view: ConversationView, reader: Reader): Notice | undefined {
  const { words } = reader;
  if (view.unknownDesk) return { text: words.unknownDesk };
  if (view.closeCode !== undefined) return { text: endedBy(view.closeCode, words) };
  if (view.forgetting) return { text: view.link === 'live' ? words.forgetting : words.forgettingLater };
  if (view.link === 'unsure') {
    const kept = view.lines.some((line) => 'tick' in line && line.tick === 'sending');
    return { text: kept ? words.unconnectedKept : words.unconnected, retry: true };
  }
  if (view.link === 'connecting') return { text: words.connecting, brief: true };
  if (view.ended === 'gone') return { text: words.gone };
  return view.wait && { text: waiting(view, view.wait.asked, reader) };
}

const endedBy = (code: number, words: Reader['words']): string => {
  if (code === Close.versionUnknown.code) return words.outdated;
  return code === Close.originRefused.code ? words.refused : words.ended;
};

/** Promises nothing: who was asked, and by when she said she is back. */
function waiting({ whereabouts }: ConversationView, asked: number, { words, language, now }: Reader): string {
  if (asked === 0) return words.nobodyAsked;
  if (whereabouts?.availability !== 'away') return words.asking(asked);
  const [first, ...others] = whereabouts.librarians;
  const until = first ? first.until : whereabouts.until;
  const time =
    until !== undefined && until > now && !first?.overdue
      ? momentsOf(until, now, { language, zone: whereabouts.zone }).desk
      : undefined;
  return others.length > 0 || asked > 1 ? words.asking(asked) : words.askedAway(first?.name, time);
}
