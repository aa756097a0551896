import type { ConsoleStrings } from '../../strings/console.en.ts';
import type { ConsoleNotification } from '../model/notifications.ts';
import { shortWord } from '../model/threads/thread.ts';

/** What a screen reader announces for a notification; undefined if the event is already announced elsewhere, or concerns a conversation that is not open. */
export const announcementOf = (
  notification: ConsoleNotification,
  open: boolean,
  { said, sign }: ConsoleStrings,
): string | undefined => {
  if (notification.kind === 'shown')
    return said.shown(sign.availability[notification.availability], notification.words);
  if (notification.kind === 'gone') return said.gone(shortWord(notification.word));
  const word = notification.thread.shortWord;
  switch (notification.kind) {
    case 'question':
      return said.question(word);
    case 'line':
      if (open) return said.line(word, notification.text);
      return notification.thread.card.state === 'waiting' ? said.moreWaits(word) : said.lineIn(word);
    case 'consulted':
      return said.consulted(word, notification.name, notification.text);
    case 'aside':
      return said.aside(word, notification.name, notification.text);
    case 'held':
      return open ? said.held(word, notification.holder) : undefined;
    case 'closed':
      return said.closed(word);
    case 'patron-left':
      return open ? said.patronLeft(word) : undefined;
    case 'patron-back':
      return open ? said.patronBack(word) : undefined;
    case 'quoted':
      return said.quoted(notification.holder);
    case 'refused':
      return said.refused;
  }
};
