import type { ConsoleStrings } from '../../strings/console.en.ts';
import type { ConsoleNotification } from '../model/notifications.ts';
import { shortWord } from '../model/threads/thread.ts';

/** What is read aloud of the news; undefined: nothing, it is heard where it happens or does not matter now. */
export const sentenceOf = (
  news: ConsoleNotification,
  open: boolean,
  { said, sign }: ConsoleStrings,
): string | undefined => {
  if (news.kind === 'shown') return said.shown(sign.availability[news.availability], news.words);
  if (news.kind === 'gone') return said.gone(shortWord(news.word));
  const word = news.thread.shortWord;
  switch (news.kind) {
    case 'question':
      return said.question(word);
    case 'line':
      if (open) return said.line(word, news.text);
      return news.thread.card.state === 'waiting' ? said.moreWaits(word) : said.lineIn(word);
    case 'consulted':
      return said.consulted(word, news.name, news.text);
    case 'aside':
      return said.aside(word, news.name, news.text);
    case 'held':
      return open ? said.held(word, news.holder) : undefined;
    case 'closed':
      return said.closed(word);
    case 'patron-left':
      return open ? said.patronLeft(word) : undefined;
    case 'patron-back':
      return open ? said.patronBack(word) : undefined;
    case 'quoted':
      return said.quoted(news.holder);
    case 'refused':
      return said.refused;
  }
};
