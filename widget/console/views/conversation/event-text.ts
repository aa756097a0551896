import type { ConsoleEntry } from '../../../../relay/protocol/entries.ts';
import type { ConsoleStrings } from '../../../strings/console.en.ts';

export type ConversationEvent = Exclude<ConsoleEntry, { kind: 'said' }>;

/** An event of a conversation as a sentence. The title of a record is shown after it. `reader`: the account of the librarian who reads it. */
export const eventText = (
  entry: ConversationEvent,
  reader: string | undefined,
  { conversation }: ConsoleStrings,
): string => {
  const { event, you, toYou } = conversation;
  const who = (librarian: string, name: string) => (librarian === reader ? you : name);
  const whom = (librarian: string, name: string) => (librarian === reader ? toYou : name);
  switch (entry.kind) {
    case 'claimed':
    case 'joined':
      return event[entry.kind](who(entry.librarian, entry.name));
    case 'lapsed': {
      const to = entry.to === undefined ? undefined : whom(entry.to, entry.toName ?? entry.to);
      return event.lapsed(who(entry.librarian, entry.name), to);
    }
    case 'passed': {
      const to = entry.to === undefined ? undefined : whom(entry.to, entry.toName ?? entry.to);
      return noted(event.passed(who(entry.librarian, entry.name), to), entry, reader, conversation);
    }
    case 'moved': {
      const by = entry.librarian === undefined ? undefined : who(entry.librarian, entry.name ?? entry.librarian);
      return noted(event.moved(by, entry.toName), entry, reader, conversation);
    }
    case 'asked':
      return event.asked(who(entry.librarian, entry.name), whom(entry.whom, entry.whomName), entry.text);
    case 'late':
      return event.late(whom(entry.to, entry.toName));
    case 'noted':
      return entry.topic === 'name' ? event.name(entry.text) : event.record;
    case 'closed':
      if (entry.by !== 'librarian') return conversation.ended(entry.by);
      if (entry.blocked) return event.blocked(who(entry.librarian ?? '', entry.name ?? ''));
      return event.closed(entry.librarian === undefined ? '' : who(entry.librarian, entry.name ?? ''));
  }
};

/** Adds the note, worded as the reader's own or as one for them. */
const noted = (
  sentence: string,
  { librarian, note }: Extract<ConversationEvent, { kind: 'passed' | 'moved' }>,
  reader: string | undefined,
  { event }: ConsoleStrings['conversation'],
): string => {
  if (note === undefined) return sentence;
  return librarian === reader ? event.ownNote(sentence, note) : event.note(sentence, note);
};
