// covers: relay/desk/presence/return-phrases.en.ts
import { describe, expect, test } from 'vitest';
import { parseReturnTime } from '../../../../relay/desk/presence/parse-return-time.ts';

const ZONE = 'America/New_York';

/** The instant of a wall time in New York: on Tuesday, 13 January 2026, or on the date in the text. */
const at = (time: string, date = '2026-01-13', offset = '-05:00'): number => Date.parse(`${date}T${time}:00${offset}`);

const read = (words: string, now = at('14:10'), closing?: number): string | undefined => {
  const until = parseReturnTime(words, now, ZONE, closing);
  return until === undefined ? undefined : new Date(until - 5 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
};

const TODAY = '01-13';

describe('Certain return times, as said at 14:10, are read', () => {
  test.each([
    ['At the Panera in Newport News, back at 3', '15:00'],
    ['back at 3', '15:00'],
    ['Back at 3.', '15:00'],
    ['BACK AT 3!', '15:00'],
    ['back at 3:30', '15:30'],
    ['back at 3.30', '15:30'],
    ['back by 3pm', '15:00'],
    ['back by 3 pm', '15:00'],
    ['back by 3 p.m.', '15:00'],
    ['back by 3:45 P.M., promise', '15:45'],
    ['back at 15:30', '15:30'],
    ['back at 15.30', '15:30'],
    ['back at 15h30', '15:30'],
    ['back at 15:30h', '15:30'],
    ['back at 15:30 hrs', '15:30'],
    ['until 15:30', '15:30'],
    ['Until 4', '16:00'],
    ['till 4', '16:00'],
    ['til 4', '16:00'],
    ["'til 4", '16:00'],
    ['’til 4', '16:00'],
    ['till midnight', '01-14 00:00'],
    ['back at midnight', '01-14 00:00'],
    ['back @ 3', '15:00'],
    ['back @3pm', '15:00'],
    ['back 3pm', '15:00'],
    ['Back: 15:30', '15:30'],
    ['back 4:15pm', '16:15'],
    ['be right back at 3', '15:00'],
    ["I'll be back at 3", '15:00'],
    ['I am back by 5', '17:00'],
    ['returning at 4', '16:00'],
    ['returning by 4', '16:00'],
    ['returns at 4', '16:00'],
    ['I will return at 4:30', '16:30'],
    ['available again at 4', '16:00'],
    ['Here again from 4', '16:00'],
    ['brb at 3', '15:00'],
    ['Due back at 3', '15:00'],
    ['back here at 3', '15:00'],
    ['back online by 3', '15:00'],
    ['back from lunch at 3', '15:00'],
    ['back at my desk at 3', '15:00'],
    ['back at the reference desk by 3pm', '15:00'],
    ['back in the office at 3:30', '15:30'],
    ['back in the library in 20 min', '14:30'],
    ['back at three', '15:00'],
    ["back at three o'clock", '15:00'],
    ["back at 3 o'clock sharp", '15:00'],
    ['back at 3 today', '15:00'],
    ['back at 3 this afternoon', '15:00'],
    ['back at 3 in the afternoon', '15:00'],
    ['back at 8 tonight', '20:00'],
    ['back at 8 this evening', '20:00'],
    ['back at half past 3', '15:30'],
    ['back at half past three', '15:30'],
    ['back at quarter past 3', '15:15'],
    ['back at a quarter past 3', '15:15'],
    ['back at quarter after 3', '15:15'],
    ['back at quarter to 4', '15:45'],
    ['back at a quarter of four', '15:45'],
    ['back at ten to four', '15:50'],
    ['back at ten past three', '15:10'],
    ['back at 10 minutes to 4', '15:50'],
    ['back at 5 past 3', '15:05'],
    ['back at twenty-five past 3', '15:25'],
    ['until half past 3 pm', '15:30'],
    ['back at 3 with coffee', '15:00'],
    ['back at 3 from lunch', '15:00'],
    ['Back at 3 at the reference desk', '15:00'],
    ['until 4 in the stacks', '16:00'],
    ['until 4 for story time', '16:00'],
    ['back by 4 at the latest', '16:00'],
    ['until 4 — ask Ben meanwhile', '16:00'],
    ['until 4 - ask Ben meanwhile', '16:00'],
    ['(back at 3)', '15:00'],
    ['“Back at 3”', '15:00'],
    ['back at 3 ☕', '15:00'],
    ['back at 3 :)', '15:00'],
    ['back  at   3', '15:00'],
    ['Lunch, back at 3; ask Ben', '15:00'],
    ['Gone fishing. Back at 3', '15:00'],
    ['Story hour 2:00-3:00, back at 3:15', '15:15'],
    ['Room 204, back at 3', '15:00'],
    ['On the 2nd floor, back at 3', '15:00'],
    ['In a planning meeting until 4', '16:00'],
    ['Not at my desk, back at 3', '15:00'],
    ['Not back until 3', '15:00'],
    ["Won't be back till 3", '15:00'],
    ["I'm not at my desk until 3", '15:00'],
    ['If it is urgent ask Ben, back at 3', '15:00'],
    ['Until 3, back at 3pm', '15:00'],
    ['back in 20 min', '14:30'],
    ['back in 20 mins', '14:30'],
    ['back in 20 minutes', '14:30'],
    ['back in 20min.', '14:30'],
    ['back in 20m', '14:30'],
    ['back in ten minutes', '14:20'],
    ['back in forty-five minutes', '14:55'],
    ['back within 20 min', '14:30'],
    ['brb in 10 min', '14:20'],
    ['brb, 10 min', '14:20'],
    ['returning in 10 min', '14:20'],
    ['back in an hour', '15:10'],
    ['back in one hour', '15:10'],
    ['back in half an hour', '14:40'],
    ['back in a half hour', '14:40'],
    ['back in a quarter of an hour', '14:25'],
    ['back in an hour and a half', '15:40'],
    ['back in two and a half hours', '16:40'],
    ['back in 1.5 hours', '15:40'],
    ['back in 2 hrs', '16:10'],
    ['back in 2h', '16:10'],
    ['back in 1h30', '15:40'],
    ['back in 1 hour 30 minutes', '15:40'],
    ['back in 1 hour and 5 min', '15:15'],
    ['back at 7am', '01-14 07:00'],
    ['back at 12 am', '01-14 00:00'],
    ['back at 00:30', '01-14 00:30'],
    ['back at 02:15', '01-14 02:15'],
  ])('The words %s give a return time', (words, time) => {
    expect(read(words)).toBe(time.includes(' ') ? time : `${TODAY} ${time}`);
  });
});

describe('Words that may mean something else are not read', () => {
  test.each([
    [''],
    ['back'],
    ['Back soon'],
    ['At lunch'],
    ['3'],
    ['3pm'],
    ['at 3'],
    ['Meeting at 3'],
    ['back later'],
    ['back Monday'],
    ['back on Monday at 3'],
    ['Monday, back at 3'],
    ['Until Monday, back at 9'],
    ['Back at 3 on Mon'],
    ['back tomorrow at 9'],
    ['back at 9 tomorrow'],
    ['back next week'],
    ['back May 5'],
    ['until 3 March'],
    ['until March 3'],
    ['until 3/14'],
    ['until 14.3.'],
    ['until 2026-03-14'],
    ['until the 5th'],
    ['back at 3 on the 5th'],
    ['on the 5th back at 3'],
    ['On vacation, back at 9'],
    ['in 3 days, back at 9'],
    ['back in 2 days'],
    ['room 3'],
    ['room 3, back soon'],
    ['ext. 15:30'],
    ['call ext. 15:30'],
    ['back at room 3'],
    ['until room 3 is free'],
    ['back at 3 Elm Street'],
    ['at 3 Elm Street'],
    ['back at 12 Main'],
    ['back at desk 3'],
    ['back from 3'],
    ['back at the desk at 3 Elm Street'],
    ['books due back at 3'],
    ['back at 7-Eleven'],
    ['back at 5 Guys'],
    ['back at 3rd floor'],
    ['back at 3 or 4'],
    ['back at 3, or 4'],
    ['back at 3-4'],
    ['back at 3 - 4'],
    ['back at 3–4'],
    ['back at 3/4'],
    ['back at 3, 4 at the latest'],
    ['back at 3 to 4'],
    ['back at 10 to 4'],
    ['until 3 and 5'],
    ['back at 3 or so'],
    ['back at 3ish'],
    ['back at 3-ish'],
    ['back at 3, ish'],
    ['back at 3?'],
    ['back at 3!?'],
    ['back at 3 if the bus comes'],
    ['back at 3, if the bus comes'],
    ['back at 3 unless it rains'],
    ['back around 3'],
    ['back at about 3'],
    ['back at ~3'],
    ['back by approx. 3'],
    ['maybe back at 3'],
    ['back at 3, maybe'],
    ['hopefully back at 3'],
    ['should be back at 3'],
    ['might be back at 3'],
    ['hope to be back at 3'],
    ['I think back at 3'],
    ['back at 3 at the earliest'],
    ['until 3 at least'],
    ['back after 3'],
    ['back before 3'],
    ['back between 3 and 4'],
    ['until after 3'],
    ['not back at 3'],
    ["won't be back at 3"],
    ["won't be back by 3"],
    ['never back by 3'],
    ['do not wait until 3'],
    ["don't wait until 3"],
    ['please wait until 3'],
    ['no idea, not until 3 though maybe'],
    ['was back at 3'],
    ['came back at 3'],
    ['call back at 3'],
    ['Call me, or check back at 3'],
    ['come back at 3'],
    ['bring your books back by 3'],
    ['Please return by 3'],
    ['Please return laptops. Books back by 3'],
    ['feedback at 3'],
    ['come-back at 3'],
    ['Open until 5'],
    ['The desk is open until 5'],
    ['available until 5'],
    ['Here until 4'],
    ['back until 4'],
    ['back at 3, until 4'],
    ['lunch until 3, back at 3:15'],
    ['back at 3, back in 20 min'],
    ['back at 3pm EST'],
    ['back at 3pm, UK time'],
    ['back at 3pm Eastern time'],
    ['back at half 3'],
    ['back at half to 4'],
    ['back at 3 at night'],
    ['back at 3 in the night'],
    ['back at 15'],
    ['back at 0'],
    ['back at 25:00'],
    ['back at 24:00'],
    ['back at 10am'],
    ['back at 3:75'],
    ['back at 3:5'],
    ['back at 3.5'],
    ['back at 3:00:00'],
    ['back at 15 pm'],
    ['back at 13:30 am'],
    ['back at 12 in the morning'],
    ['back at 9 this afternoon'],
    ['back at 3 hours'],
    ['back at 3000'],
    ['back at 1530'],
    ['back at 3%'],
    ['back at $3'],
    ['back at quarter to twelve pm'],
    ['back in 20'],
    ['back in 5-10 min'],
    ['back in 5 or 10 min'],
    ['back in a minute'],
    ['back in a min'],
    ['back in a few minutes'],
    ['back in a couple of minutes'],
    ['back in an hour or two'],
    ['back in an hour or so'],
    ['back in about an hour'],
    ['back in 20 minutes?'],
    ['back in 0 min'],
    ['back in 19 hours'],
    ['back in 2 hours 5 guys'],
    ['in 20 min'],
    ['not back in 20 min'],
    ['call back in 20 min'],
    ['zurück um 3'],
    ['back at ３'],
  ])('The words %s give no return time', (words) => {
    expect(read(words)).toBeUndefined();
  });
});

describe('A bare hour means its next occurrence within 8 hours and before closing', () => {
  test.each([
    ['9:00', '3', '15:00'],
    ['9:00', '5', '17:00'],
    ['9:00', '10', '10:00'],
    ['9:00', '12', '12:00'],
    ['9:00', '12:30', '12:30'],
    ['9:00', '9', undefined],
    ['9:00', '9:01', '09:01'],
    ['9:00', '5:01', undefined],
    ['11:59', '12', '12:00'],
    ['12:00', '12', undefined],
    ['23:30', '1', '01-14 01:00'],
    ['17:30', '12', '01-14 00:00'],
    ['16:00', '9', '21:00'],
  ])('At %s the words "back at %s" mean %s', (now, hour, time) => {
    const expected = time?.includes(' ') ? time : time && `${TODAY} ${time}`;
    expect(read(`back at ${hour}`, at(now.padStart(5, '0')))).toBe(expected);
  });

  test('A bare hour is not read at or after closing time, but a complete time is', () => {
    expect(read('back at 4', at('14:10'), at('17:00'))).toBe(`${TODAY} 16:00`);
    expect(read('back at 5', at('14:10'), at('17:00'))).toBeUndefined();
    expect(read('back at 6', at('14:10'), at('17:00'))).toBeUndefined();
    expect(read('back at 6pm', at('14:10'), at('17:00'))).toBe(`${TODAY} 18:00`);
    expect(read('back at 9am', at('16:30'), at('17:00'))).toBe('01-14 09:00');
  });

  test('A complete time that has passed is not read as tomorrow', () => {
    expect(read('until 9:00 am', at('09:05'))).toBeUndefined();
    expect(read('until 15:30', at('15:45'))).toBeUndefined();
    expect(read('until noon', at('12:00'))).toBeUndefined();
    expect(read('until 15:30', at('15:29'))).toBe(`${TODAY} 15:30`);
  });
});

describe('Return times when clocks change', () => {
  test('Return times are wall times when clocks change', () => {
    const before = at('01:30', '2026-03-08');
    expect(parseReturnTime('back at 3', before, ZONE)).toBe(before + 30 * 60_000);
    expect(parseReturnTime('back in 2 hours', before, ZONE)).toBe(before + 120 * 60_000);
  });

  test('A return time that the clocks skip is not read', () => {
    expect(parseReturnTime('back at 2:30', at('01:30', '2026-03-08'), ZONE)).toBeUndefined();
    expect(parseReturnTime('back at 02:30', at('01:30', '2026-03-08'), ZONE)).toBeUndefined();
  });

  test('Of a return time that occurs twice the next one is read', () => {
    const first = at('01:15', '2026-11-01', '-04:00');
    expect(parseReturnTime('back at 1:30', first, ZONE)).toBe(first + 15 * 60_000);
    expect(parseReturnTime('back at 1:30', first + 30 * 60_000, ZONE)).toBe(first + 75 * 60_000);
  });
});

test('The longest and most complicated words are read quickly', () => {
  const knots = ['back at ', 'until ', 'not ', 'back in 1 hour and ', '1', ' ', "'", 'a quarter of '];
  for (const knot of knots) {
    const begun = performance.now();
    parseReturnTime(knot.repeat(140 / knot.length), at('14:10'), ZONE);
    expect(performance.now() - begun).toBeLessThan(50);
  }
});
