// covers: widget/chat/conversation/outbox.ts, widget/chat/conversation/reduce-frame.ts, widget/chat/conversation/lines.ts
import { expect, test } from 'vitest';
import { Stage } from '../stage/stage.ts';

test('A patron who lost the network reads the answer when the network is back', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  await pat.says('Is the archive open?');
  await pat.sees('You: Is the archive open? (Delivered)');
  pat.losesNetwork();
  await pat.isCutOff();
  await ann.answers('Is the archive open?', 'Until five today.');
  pat.returns();
  await pat.reads('You: Is the archive open? (Seen)', 'Ann: Until five today.');
  await ann.reads('Is the archive open?', 'Patron: Is the archive open?', 'You: Until five today. (Seen)');
});

test('What a patron writes while the network is down is sent once, in order, when the network is back', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  await pat.says('Do you lend maps?');
  pat.losesNetwork();
  await pat.isCutOff();
  for (const line of ['Sea charts, that is', 'of the James River', 'before 1900']) pat.writes(line);
  pat.returns();
  await pat.hasAllKept();
  const lines = ['Do you lend maps?', 'Sea charts, that is', 'of the James River', 'before 1900'];
  await ann.reads('Do you lend maps?', ...lines.map((line) => `Patron: ${line}`));
  expect(pat.keptLines).toEqual(lines);
});

test('A patron asks while no librarian is there, and a librarian who comes later answers', async () => {
  await using stage = await Stage.open();
  const pat = await stage.patron('Pat');
  await pat.says('Do you have the 1952 strike papers?');
  await pat.seesNotice(
    'Nobody can be asked at the moment. Your question is kept for the librarians. The answer will be here. With a link you can read it later, on any device.',
  );
  await pat.reads('You: Do you have the 1952 strike papers? (Sent)');
  const ann = await stage.librarian('Ann');
  await pat.seesNotice('Asking a librarian…');
  await pat.reads('You: Do you have the 1952 strike papers? (Delivered)');
  await ann.hasLists({ waiting: ['Do you have the 1952 strike papers?'] });
  await ann.answers('Do you have the 1952 strike papers?', 'Four boxes of them.');
  await pat.reads('You: Do you have the 1952 strike papers? (Seen)', 'Ann: Four boxes of them.');
  await pat.seesNotice('');
  await ann.hasLists({ mine: ['Four boxes of them.'] });
});

test('Ticks show what is true on both sides: first sent, then delivered, then seen', async () => {
  await using stage = await Stage.open();
  const pat = await stage.patron('Pat');
  await pat.says('Is there a scanner?');
  await pat.reads('You: Is there a scanner? (Sent)');
  const ann = await stage.librarian('Ann');
  await pat.reads('You: Is there a scanner? (Delivered)');
  await ann.opens('Is there a scanner?');
  await pat.reads('You: Is there a scanner? (Seen)');

  pat.losesNetwork();
  await pat.isCutOff();
  await ann.answers('Is there a scanner?', 'Beside the lift.');
  await ann.reads('Is there a scanner?', 'Patron: Is there a scanner?', 'You: Beside the lift. (Kept)');
  pat.looksAway();
  pat.returns();
  await ann.reads('Is there a scanner?', 'Patron: Is there a scanner?', 'You: Beside the lift. (Delivered)');
  expect(pat.unread).toBe(1);
  pat.looksAgain();
  await ann.reads('Is there a scanner?', 'Patron: Is there a scanner?', 'You: Beside the lift. (Seen)');
});

test('The patron and the librarian each see when the other types and when the other stops', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  await pat.says('Is there a scanner?');
  await ann.takes('Is there a scanner?');
  pat.types();
  await ann.seesTyping('Is there a scanner?');
  pat.stopsTyping();
  await ann.seesNoTyping('Is there a scanner?');
  await ann.types('Is there a scanner?');
  await pat.reads('You: Is there a scanner? (Delivered)', '— Ann is answering', 'Ann is writing');
  await ann.answers('Is there a scanner?', 'Beside the lift.');
  await pat.reads('You: Is there a scanner? (Seen)', '— Ann is answering', 'Ann: Beside the lift.');
});

test('A patron who asks again opens a conversation that was closed', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  await pat.says('When do you close?');
  await ann.answers('When do you close?', 'At five.');
  await ann.closes('When do you close?');
  await pat.reads('You: When do you close? (Seen)', 'Ann: At five.', '— The conversation has ended');
  ann.opensNone();
  await ann.hasLists({});

  await pat.says('And on Saturday?');
  await pat.seesNotice('Asking a librarian…');
  await ann.hasLists({ waiting: ['And on Saturday?'] });
  await ann.answers('And on Saturday?', 'At one.');
  await pat.reads(
    'You: When do you close?',
    'Ann: At five.',
    '— The conversation has ended',
    'You: And on Saturday? (Seen)',
    'Ann: At one.',
  );
});

test('Two pages of one patron show one conversation, also after one of them is reloaded', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  const other = pat.opensAnotherPage();
  await other.isConnected();
  await pat.says('Is the archive open?');
  await ann.answers('Is the archive open?', 'Until five today.');
  await other.says('And tomorrow?');
  const all = ['You: Is the archive open? (Seen)', 'Ann: Until five today.', 'You: And tomorrow? (Seen)'].map((row) =>
    row === 'You: Is the archive open? (Seen)' ? 'You: Is the archive open?' : row,
  );
  await pat.reads(...all);
  await other.reads(...all);
  const loaded = pat.reloads();
  await loaded.reads(...all);
  await ann.hasLists({ mine: ['And tomorrow?'] });
});

test('A conversation that the patron deletes is gone for good from the other page and from the console', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  await pat.says('I would rather nobody knew I asked this.');
  await ann.answers('I would rather nobody knew I asked this.', 'Nobody will.');
  const other = pat.opensAnotherPage();
  await other.sees('Ann: Nobody will.');
  await pat.hasItForgotten();
  await pat.reads();
  await other.reads();
  await ann.hasLists({});
  expect([...pat.storage.items]).toEqual([]);
  await pat.says('Do you lend maps?');
  await ann.hasLists({ waiting: ['Do you lend maps?'] });
  await pat.reads('You: Do you lend maps? (Delivered)');
});
