// needs: prosody, finch
import { beforeAll, describe, expect, test } from 'vitest';
import { MIXES, MixedDesk } from '../../stage/mixed/mixed-desk.ts';
import type { MixedLibrarian } from '../../stage/mixed/mixed-librarian.ts';

/** Ann and Ben answer, each at a console or in a real Finch. The plays of a mix are of one day at one desk. */

const zone = 'America/New_York';
const config = {
  desks: {
    main: { title: 'Reference desk', zone, librarians: ['ann', 'ben'], replies: { hours: 'From nine to five.' } },
    maps: { title: 'Map room', zone, librarians: ['ben'] },
  },
};

describe.each(MIXES)('$name', (mix) => {
  let desk: MixedDesk;
  let ann: MixedLibrarian;
  let ben: MixedLibrarian;
  beforeAll(async () => {
    desk = await MixedDesk.open(mix, { config });
    ({ ann, ben } = desk);
    return () => desk[Symbol.asyncDispose]();
  });

  /** It rings with both, who read it with the desk and how long it waits. */
  const ringsWithBoth = async (question: string): Promise<void> => {
    for (const one of [ann, ben])
      await one.isRung(question, {
        console: `Reference desk · just now · ${question}`,
        im: `[Reference desk · just now] ${question}`,
      });
  };

  test('Ann and Ben are both asked; the first to answer holds the conversation, and the other’s late line is quoted back', async () => {
    const question = 'Where are the parish registers?';
    const pat = await desk.patron('Pat');
    await pat.says(question);
    await pat.seesNotice('Asking 2 librarians…');
    await ringsWithBoth(question);
    await ann.says(question, 'On microfilm.');
    await ben.reads(question, { console: 'Ann is answering this conversation.', im: 'Ann is answering.' });
    await ben.says(question, 'Upstairs, on the left.');
    await ben.reads(question, {
      console: 'You: Upstairs, on the left. [Ann is answering; the patron did not see your line.]',
      im: 'Ann is answering. The patron did not see your message: “Upstairs, on the left.”',
    });
    await pat.reads(`You: ${question} (Seen)`, 'Ann: On microfilm.');

    await ben.joins(question, 'Ann');
    await ann.reads(question, { console: '— Ben joined.', im: 'Ben joined.' });
    await ben.says(question, 'I can show you.');
    await ann.reads(question, 'Ben: I can show you.');
    await pat.reads(`You: ${question} (Seen)`, 'Ann: On microfilm.', '— Ben has joined', 'Ben: I can show you.');

    await ann.ends(question);
    await ben.reads(question, { console: '— Ann ended the conversation.', im: 'Ann ended this conversation.' });
    await pat.sees('— The conversation has ended');
  });

  test('When a patron comes back to a conversation, librarians are asked again, and the one who takes it reads all of it', async () => {
    const question = 'Is the archive open?';
    const pat = await desk.patron('Pat');
    await pat.says(question);
    await ann.says(question, 'Until five.');
    await pat.sees('Ann: Until five.');
    await ann.ends(question);
    await pat.sees('— The conversation has ended');
    await pat.says('And on Sunday?');
    await pat.seesNotice('Asking 2 librarians…');
    await ben.isRung(question, {
      console: 'Reference desk · just now · And on Sunday?',
      im: '[Reference desk · just now · answered here before] And on Sunday?',
    });
    await ben.reads(question, 'Ann: Until five.');
    await ben.says(question, 'From one.');
    await ann.reads(question, { console: 'Ben is answering this conversation.', im: 'Ben is answering.' });
    await pat.reads(
      `You: ${question}`,
      'Ann: Until five.',
      '— The conversation has ended',
      'You: And on Sunday? (Seen)',
      'Ben: From one.',
    );
    await ben.ends(question);
    await pat.sees('— The conversation has ended');
  });

  test('When both answer at the same moment, the patron reads one line, and the other line is quoted back to its author', async () => {
    const question = 'Who built the lighthouse?';
    const lines = { Ann: 'McComb did.', Ben: 'In 1792.' };
    const pat = await desk.patron('Pat');
    await pat.says(question);
    await ringsWithBoth(question);
    await desk.atTheSameMoment(
      () => ann.says(question, lines.Ann),
      () => ben.says(question, lines.Ben),
    );
    await pat.hasRows(2);
    const [holder, late] = pat.page.includes('Ann:') ? ([ann, ben] as const) : ([ben, ann] as const);
    const [kept, quoted] = holder === ann ? [lines.Ann, lines.Ben] : [lines.Ben, lines.Ann];
    await late.reads(question, {
      console: `You: ${quoted} [${holder.name} is answering; the patron did not see your line.]`,
      im: `${holder.name} is answering. The patron did not see your message: “${quoted}”`,
    });

    // The next line comes to the holder alone.
    await pat.says('Thank you!');
    await holder.reads(question, { console: 'Patron: Thank you!', im: 'Thank you!' });
    await holder.says(question, 'You are welcome.');
    await pat.reads(
      `You: ${question}`,
      `${holder.name}: ${kept}`,
      'You: Thank you! (Seen)',
      `${holder.name}: You are welcome.`,
    );
    expect((await late.conversation(question)).join('\n')).not.toContain('Thank you!');
    await holder.ends(question);
    await pat.sees('— The conversation has ended');
  });

  test('When one takes the conversation as the other answers, it has one owner, and the other reads who that is', async () => {
    const question = 'Is there a piano?';
    const pat = await desk.patron('Pat');
    await pat.says(question);
    await ringsWithBoth(question);
    await desk.atTheSameMoment(
      () => ann.takes(question),
      () => ben.says(question, 'In room 4.'),
    );
    await pat.hasRows(2);
    const annHasIt = pat.page.includes('— Ann is answering');
    if (annHasIt)
      await ben.reads(question, {
        console: 'You: In room 4. [Ann is answering; the patron did not see your line.]',
        im: 'Ann is answering. The patron did not see your message: “In room 4.”',
      });
    else await ann.reads(question, { console: 'Ben is answering this conversation.', im: 'Ben is answering.' });
    const holder = annHasIt ? ann : ben;
    await holder.says(question, 'Ask for the key.');
    await pat.sees(`${holder.name}: Ask for the key.`);
    expect(pat.page.includes('— Ann is answering') && pat.page.includes('Ben:')).toBe(false);
    await holder.ends(question);
    await pat.sees('— The conversation has ended');
  });

  test('Each time a conversation is handed on, the patron reads one clear line, and only its new holder reads the note', async () => {
    const question = 'Do you have the 1893 atlas?';
    const pat = await desk.patron('Pat');
    await pat.says(question);
    await ringsWithBoth(question);
    await ann.says(question, 'Ben knows more about those.');
    await ben.reads(question, { console: 'Ann is answering this conversation.', im: 'Ann is answering.' });
    await ann.handsBack(question);
    await ben.isRung(question, {
      console: `Reference desk · just now · ${question}`,
      im: 'Ann transferred this.',
    });
    await ben.takes(question);
    await pat.sees('— Ben is answering');
    await ben.handsTo(question, 'ann', 'it is on your table');
    await ben.reads(question, {
      console: '— You transferred it to Ann. Your note: “it is on your table”',
      im: 'Transferred to Ann.',
    });
    await ann.reads(question, {
      console: '— Ben transferred it to you. Note for you: “it is on your table”',
      im: 'Ben transferred this to you. Note for you: “it is on your table”',
    });
    await ann.says(question, 'So it is.');
    await pat.reads(
      `You: ${question} (Seen)`,
      'Ann: Ben knows more about those.',
      '— Ann has handed your question on',
      '— Ben is answering',
      '— Ben has handed your question to Ann',
      'Ann: So it is.',
    );
    await ann.ends(question);
    await pat.sees('— The conversation has ended');
  });

  test('Ann consults Ben and reads the answer, and then moves the conversation to the map room with a note', async () => {
    const question = 'Where was the ferry?';
    const [asked, aside, note] = ['is the vault open?', 'Until four. They were rude to me.', 'they need the 1893 map'];
    const pat = await desk.patron('Pat');
    await pat.says(question);
    await ringsWithBoth(question);
    await ann.says(question, 'One moment.');
    await ben.reads(question, { console: 'Ann is answering this conversation.', im: 'Ann is answering.' });

    await ann.asks(question, 'ben', asked);
    await ann.reads(question, {
      console: `— You asked Ben, unseen by the patron: “${asked}”`,
      im: 'Ben has been asked. The answer will appear here; the patron won’t see it.',
    });
    await ben.reads(question, {
      console: `— Ann asked you, unseen by the patron: “${asked}”`,
      im: `Ann asks you privately: “${asked}” Your next message here goes only to Ann.`,
    });
    await ben.says(question, aside);
    await ann.reads(question, {
      console: `Ben: ${aside} [Ben, unseen by the patron]`,
      im: `Ben, privately: ${aside}`,
    });
    await ben.reads(question, {
      console: `You: ${aside} [Your colleague sees this; the patron doesn’t.]`,
      im: 'Ann has this conversation. No one sees what you write here now, unless you are asked again or type !join.',
    });

    await ann.movesTo(question, 'maps', note);
    await ann.reads(question, {
      console: 'This conversation is now at Map room, a desk you don’t serve.',
      im: 'Transferred to Map room.',
    });
    await ben.reads(question, {
      console: `— Ann transferred it to Map room. Note for you: “${note}”`,
      im: `Ann transferred this to Map room. Note for you: “${note}”`,
    });
    await ben.says(question, 'At the foot of Main Street.');
    const page = [
      `You: ${question} (Seen)`,
      'Ann: One moment.',
      '— Ann has handed your question to Map room',
      'Ben: At the foot of Main Street.',
    ];
    await pat.reads(...page);
    await pat.finds('the map room', ({ name }) => name === 'Map room');
    // A page that is opened again is sent everything that was ever said to the patron.
    const again = pat.reloads();
    await again.reads(...page);
    for (const text of [asked, aside, note]) expect(pat.page + again.page).not.toContain(text);
    await ben.ends(question);
    await again.sees('— The conversation has ended');
  });

  test('A canned reply is a line of the librarian who sends it', async () => {
    const question = 'When are you open?';
    const pat = await desk.patron('Pat');
    await pat.says(question);
    await ann.replies(question, 'hours');
    await ann.reads(question, { console: /^You: From nine to five\./, im: 'Sent: “From nine to five.”' });
    await pat.reads(`You: ${question} (Seen)`, 'Ann: From nine to five.');
    await ann.handsTo(question, 'ben');
    await ben.reads(question, 'Ann: From nine to five.');
    await ben.replies(question, 'hours');
    await pat.sees('Ben: From nine to five.');
    await ben.ends(question);
    await pat.sees('— The conversation has ended');
  });
});
