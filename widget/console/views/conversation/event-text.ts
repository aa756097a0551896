import type { ConsoleEntry } from '../../../../relay/protocol/entries.ts';
import type { ConsoleStrings } from '../../../strings/console.en.ts';

export type ConversationEvent = Exclude<ConsoleEntry, { kind: 'said' }>;

/** What happened in a conversation, as a sentence; a record it is about is shown beside it. `herself`: who reads it. */
export const eventText = (
  entry: ConversationEvent,
  herself: string | undefined,
  { conversation }: ConsoleStrings,
): string => {
  const { happened, you, toYou } = conversation;
  const who = (librarian: string, name: string) => (librarian === herself ? you : name);
  const whom = (librarian: string, name: string) => (librarian === herself ? toYou : name);
  switch (entry.kind) {
    case 'claimed':
    case 'joined':
      return happened[entry.kind](who(entry.librarian, entry.name));
    case 'lapsed': {
      const to = entry.to === undefined ? undefined : whom(entry.to, entry.toName ?? entry.to);
      return happened.lapsed(who(entry.librarian, entry.name), to);
    }
    case 'passed': {
      const to = entry.to === undefined ? undefined : whom(entry.to, entry.toName ?? entry.to);
      return noted(happened.passed(who(entry.librarian, entry.name), to), entry, herself, conversation);
    }
    case 'moved': {
      const by = entry.librarian === undefined ? undefined : who(entry.librarian, entry.name ?? entry.librarian);
      return noted(happened.moved(by, entry.toName), entry, herself, conversation);
    }
    case 'asked':
      return happened.asked(who(entry.librarian, entry.name), whom(entry.whom, entry.whomName), entry.text);
    case 'late':
      return happened.late(whom(entry.to, entry.toName));
    case 'noted':
      return entry.topic === 'name' ? happened.name(entry.text) : happened.record;
    case 'closed':
      if (entry.by !== 'librarian') return conversation.ended(entry.by);
      if (entry.blocked) return happened.blocked(who(entry.librarian ?? '', entry.name ?? ''));
      return happened.closed(entry.librarian === undefined ? '' : who(entry.librarian, entry.name ?? ''));
  }
};

/** Who wrote the note reads it as hers. */
const noted = (
  sentence: string,
  { librarian, note }: Extract<ConversationEvent, { kind: 'passed' | 'moved' }>,
  herself: string | undefined,
  { happened }: ConsoleStrings['conversation'],
): string => {
  if (note === undefined) return sentence;
  return librarian === herself ? happened.ownNote(sentence, note) : happened.note(sentence, note);
};
