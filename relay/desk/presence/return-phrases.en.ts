/**
 * The phrases in which librarians say when they will be back, one table per language. In doubt a table reads nothing:
 * patrons rely on a time that they are shown, and they can read the librarian's words in any case.
 */

/**
 * A time as said. `minutes`: that many minutes from now. `half`: which half of the day; `either`: the words leave it
 * open; `none`: the hour is one of 0 to 23.
 */
export type SaidTime = { minutes: number } | { hour: number; minute: number; half: 'am' | 'pm' | 'either' | 'none' };

type Groups = Readonly<Record<string, string | undefined>>;

interface Phrase {
  /** With the flags `g` and `u`. The text it matches is lower case, with single spaces and plain apostrophes. */
  pattern: RegExp;
  /** The phrase is in doubt if the clause before it matches this. */
  unless: RegExp;
  /** The time in the match; undefined: there is no such time. */
  read(groups: Groups): SaidTime | undefined;
}

export interface ReturnLanguage {
  /** If this matches anywhere, nothing is read: it is about another day or time zone, or expresses doubt. */
  doubt: RegExp;
  /** The text after a time must match this; otherwise the time may continue: "3 or 4", "3ish", "3 Elm Street", "3?". */
  follows: RegExp;
  phrases: readonly Phrase[];
}

const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const NUMBERS: ReadonlyMap<string, number> = new Map<string, number>([
  ...WORDS.map((word, index): [string, number] => [word, index + 1]),
  ...Object.entries({ fifteen: 15, twenty: 20, 'twenty-five': 25, 'twenty five': 25, thirty: 30, forty: 40 }),
  ...Object.entries({ 'forty-five': 45, 'forty five': 45, fifty: 50, sixty: 60, ninety: 90 }),
  ...Object.entries({ half: 30, quarter: 15, 'a quarter': 15, a: 1, an: 1 }),
]);

/** The number that a text means; NaN if it is none. */
const numberOf = (text: string): number => NUMBERS.get(text) ?? Number(text);

/** A pattern for any of the words, longest first, so that "forty-five" is not read as "forty". */
const anyOf = (words: Iterable<string>): string => [...words].sort((a, b) => b.length - a.length).join('|');

const NOT_IN_A_WORD = String.raw`(?<![\p{L}\p{N}'-])`;
const WORD_ENDS = String.raw`(?![\p{L}\p{N}])`;

const PAST = '(?<past>half|(?:a )?quarter|five|ten|twenty(?:[ -]five)?|\\d{1,2}(?: min(?:ute)?s?)?) (?:past|after)';
// "10 to 4" may be a range of hours, so figures count only together with a unit.
const TO = '(?<to>(?:a )?quarter|five|ten|twenty(?:[ -]five)?|\\d{1,2} min(?:ute)?s?) (?:to|of|before)';
const HOUR = `(?<hour>\\d{1,2}(?!\\d)|(?:${anyOf(WORDS)})${WORD_ENDS})`;
const MINUTE = `[:.h](?<minute>[0-5]\\d)(?!\\d)(?: ?(?:h|hrs|hours)${WORD_ENDS})?`;
const HALF = `(?<half>[ap])\\.?m(?:\\.|${WORD_ENDS})`;
const PART = '(?:in the|this) (?<part>morning|afternoon|evening)';
const FIXED = '(?:12(?::00)? ?)?(?<fixed>noon|midday|midnight)';
const REST = `(?: ?(?:sharp|exactly|on the dot|today)${WORD_ENDS})?`;

const CLOCK = `(?:(?:${PAST} |${TO} )?${HOUR}(?:${MINUTE})?(?: ?o'?clock)?(?: ?${HALF}|(?: ${PART}| (?<part2>tonight)))?)`;
const TIME = `(?:${FIXED}|${CLOCK})${REST}`;
/** A time that cannot be mistaken for a number of things, so that it needs no "at". */
const PLAIN_TIME = `(?:${FIXED}|(?<hour>\\d{1,2})(?:${MINUTE})?(?: ?${HALF})|(?<hour2>\\d{1,2}):(?<minute2>[0-5]\\d)(?!\\d))${REST}`;

const AMOUNT = `(?:(?<amount>\\d{1,3}|\\d\\.5|${anyOf(NUMBERS.keys())})[ -]?)`;
const MINUTES = `${AMOUNT}m(?:in(?:ute)?s?)?`;
const HOURS = `(?<hours>\\d{1,2}(?:\\.5)?|an|${anyOf(WORDS)})(?<more> and a half)? ?h(?:(?:ou)?rs?)?(?<more2> and a half)?(?: ?(?:and )?(?<minutes>[1-9]|[1-5]\\d)(?: ?m(?:in(?:ute)?s?)?)?)?`;
const PART_HOURS = `(?<partHour>half an|a half|half|(?:a )?quarter of an) hour`;
const SPAN = `(?:${PART_HOURS}|${HOURS}|${MINUTES})${WORD_ENDS}`;

const AGAIN = '(?:available|here|in|online|reachable) again';
const BACK =
  'back(?: (?:here|online|with you|in|from \\p{L}+|(?:at|in|on) (?:my|the) (?:\\p{L}+ )?(?:desk|office|library)))?';
const AT = `(?:${BACK}|returning|${AGAIN}) (?:at|by|@)|returns? (?:at|@)|${AGAIN} from|brb (?:at|by)`;

const NO = String.raw`\b(?:no|not|never|cannot|without|\w+n't|wont|cant|dont|isnt)\b`;
const MODAL = String.raw`\b(?:should|might|may|could|would|if|unless|i think|i guess|(?:hop|expect|plann?|try|aim)(?:e|ing)? to)\b`;
const OTHERS_BACK = String.raw`\b(?:bring|brought|return|give|send|hand|turn|books?|items?|loans?|laptops?)\b`;
const ADJACENT_BACK = String.raw`\b(?:call|ring|phone|write|text|e-?mail|message|check|look|report|come|comes|came|was|were|been|got|went|gone|the) $`;
const HERE_UNTIL = String.raw`\b(?:back|open|opened|available|here|there|free|in|reachable|online|staffed|valid|wait|waiting|on duty|on desk) $`;
// "Not back until 3" is as certain as "back at 3", although it contains "not".
const NOT_HERE = String.raw`(?<!\b(?:not(?: be)?|won't be|isn't|aren't) (?:back|here|in|available|free|reachable|at (?:my|the) desk) )$`;

const readClock = (groups: Groups): SaidTime | undefined => {
  const { fixed, past, to, part = groups.part2 } = groups;
  if (fixed) return { hour: fixed === 'midnight' ? 0 : 12, minute: 0, half: 'none' };
  const hourText = groups.hour ?? groups.hour2 ?? '';
  const minuteText = groups.minute ?? groups.minute2;
  const hour = numberOf(hourText);
  const half = halfOf(hour, groups.half, part);
  if (half === undefined) return undefined;
  const shift = past ?? to;
  if (shift === undefined) {
    const exact = half === 'either' && (hour > 12 || /^0\d?$/.test(hourText));
    if (hour > 23 || (exact && minuteText === undefined)) return undefined;
    return { hour, minute: Number(minuteText ?? 0), half: exact ? 'none' : half };
  }
  const minute = numberOf(shift.replace(/ min.*/, ''));
  if (minuteText !== undefined || hour > 12 || hour === 0 || !(minute > 0 && minute < 60)) return undefined;
  if (past !== undefined) return { hour, minute, half };
  // "Quarter to twelve pm": it is unclear which half of the day the hour before that is in.
  if (hour === 12 && half !== 'either') return undefined;
  return { hour: hour === 1 ? 12 : hour - 1, minute: 60 - minute, half };
};

/** The half of the day that an hour is in; undefined: the hour cannot be in this half, or this part of the day. */
const halfOf = (hour: number, letter?: string, part?: string): 'am' | 'pm' | 'either' | undefined => {
  if (letter === undefined && part === undefined) return 'either';
  if (hour < 1 || hour > 12) return undefined;
  if (letter !== undefined) return letter === 'a' ? 'am' : 'pm';
  if (part === 'morning') return hour < 12 ? 'am' : undefined;
  if (part === 'afternoon') return hour === 12 || hour < 7 ? 'pm' : undefined;
  return hour > 4 && hour < 12 ? 'pm' : undefined;
};

const readSpan = ({ partHour, hours, more, more2, minutes, amount }: Groups): SaidTime | undefined => {
  if (partHour) return { minutes: partHour.includes('quarter') ? 15 : 30 };
  if (hours) return { minutes: 60 * numberOf(hours) + (more || more2 ? 30 : 0) + Number(minutes ?? 0) };
  // "Back in a minute" is a figure of speech.
  if (amount === undefined || /^(?:an?|half|(?:a )?quarter)$/.test(amount)) return undefined;
  return { minutes: numberOf(amount) };
};

export const english: ReturnLanguage = {
  doubt: new RegExp(
    [
      String.raw`\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|weds?|thurs?|thu|fri|sat|sun)\b`,
      String.raw`\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b`,
      String.raw`\b(?:tomorr?ow|tmrw|tmr|yesterday|next(?! to\b)|days|weeks?|weekends?|weekdays?|months?|years?|semester|term|daily|every|each|usually|normally)\b`,
      String.raw`\b(?:vacation|holidays?|sabbatical|on leave)\b`,
      String.raw`\d[/]\d|\d{4}-\d|\b\d{1,2}\.\d{1,2}\.(?!\w)`,
      String.raw`\b(?:on|the) \d{1,2}(?:st|nd|rd|th)\b(?! (?:fl|st|ave|level|and))`,
      String.raw`\b(?:maybe|perhaps|possibly|probably|hopefully|presumably|likely|unsure|not sure|approx\w*|roughly|or so|earliest|at least|depend\w*)\b`,
      String.raw`\b(?:utc|gmt|bst|ist|cest|cet|[ecmp][sd]t)\b|\b(?:eastern|central|mountain|pacific|\p{L}+'s|local|your|my|uk|us) time\b`,
    ].join('|'),
    'u',
  ),
  follows: new RegExp(
    [
      '^ ?$',
      String.raw`^ ?[.,;!)\]"'…]+(?: |$)(?! ?(?:\d|or\b|and\b|if\b|unless\b|ish\b))`,
      String.raw`^(?: [-–—·|•]+ | ?[–—] ?)(?!\d|or\b|if\b|unless\b)`,
      String.raw`^ (?:at(?! night\b)|from|with|for|in(?! \d| the night)|after|please)\b(?! \d+ ?(?:min|h))`,
      String.raw`^ ?\p{Extended_Pictographic}`,
      '^ [:;]-?[)(dp](?: |$)',
    ].join('|'),
    'u',
  ),
  phrases: [
    {
      pattern: new RegExp(`${NOT_IN_A_WORD}(?:${AT}) ?${TIME}`, 'gu'),
      unless: new RegExp([NO, MODAL, OTHERS_BACK, ADJACENT_BACK].join('|'), 'u'),
      read: readClock,
    },
    {
      pattern: new RegExp(`${NOT_IN_A_WORD}back:? ${PLAIN_TIME}`, 'gu'),
      unless: new RegExp([NO, MODAL, OTHERS_BACK, ADJACENT_BACK].join('|'), 'u'),
      read: readClock,
    },
    {
      pattern: new RegExp(`${NOT_IN_A_WORD}(?:until|till|'?til) ${TIME}`, 'gu'),
      unless: new RegExp(`(?:${[NO, MODAL, HERE_UNTIL].join('|')}).*${NOT_HERE}`, 'u'),
      read: readClock,
    },
    {
      pattern: new RegExp(`${NOT_IN_A_WORD}(?:(?:${BACK}|returning|returns?|brb) (?:in|within)|brb,?) ${SPAN}`, 'gu'),
      unless: new RegExp([NO, MODAL, OTHERS_BACK, ADJACENT_BACK].join('|'), 'u'),
      read: readSpan,
    },
  ],
};
