/** Every command a librarian may type, to the desk's contact or in a patron's window. Feeds `!help` and the docs. */

export type CommandName =
  | 'away'
  | 'busy'
  | 'back'
  | 'on'
  | 'off'
  | 'desk'
  | 'show'
  | 'hide'
  | 'me'
  | 'who'
  | 'take'
  | 'pass'
  | 'ask'
  | 'join'
  | 'end'
  | 'block'
  | 'r'
  | 'oops'
  | 'help';

interface CommandRow {
  name: CommandName;
  /** What may follow it; upper case is to be filled in, brackets may be left out. */
  takes?: string;
  /** Only in a patron's window: it is about that conversation. */
  inWindow?: true;
  does: string;
}

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'away',
    takes: '[WORDS]',
    does: 'patrons read that you are away, and your words: !away at the Panera, back at 3',
  },
  { name: 'busy', takes: '[WORDS]', does: 'the same for busy: !busy until 14:30' },
  { name: 'back', does: 'you are available again; ends what you said with !away or !busy' },
  { name: 'on', takes: '[DESK]', does: 'on duty, at all your desks or at one' },
  {
    name: 'off',
    takes: '[DESK][, NOTE]',
    does: 'off duty: you are neither shown nor asked; whoever comes on duty next reads your note: !off the printer is out of paper',
  },
  {
    name: 'desk',
    takes: 'closed until WHEN, WORDS',
    does: 'closes a desk out of its hours, where you may: !desk closed until tomorrow 9, snow; !desk pause until 15:30 takes no new questions; !desk open ends both',
  },
  { name: 'show', does: 'patrons may read your name, your words and when you are back' },
  { name: 'hide', does: 'takes name, words and times away at once' },
  { name: 'me', does: 'what patrons see of you now, and which of your desks are closed or paused' },
  { name: 'who', does: 'colleagues, and the questions that wait' },
  {
    name: 'take',
    takes: '[WORD]',
    does: 'takes a question that waits: the oldest that was left, or by its first letters: !take heron',
  },
  {
    name: 'pass',
    takes: '[NAME or DESK][, NOTE]',
    inWindow: true,
    does: 'hands this conversation back, or to a colleague or another desk; only they read the note: !pass Ben, she needs the atlas',
  },
  {
    name: 'ask',
    takes: 'NAME TEXT',
    inWindow: true,
    does: 'asks a colleague, unseen by the patron; the answer comes here: !ask Ben do we have it?',
  },
  { name: 'join', inWindow: true, does: 'takes part beside the colleague who answers' },
  { name: 'end', inWindow: true, does: 'ends this conversation' },
  {
    name: 'block',
    inWindow: true,
    does: 'ends this conversation, and the desk takes no new one from that network for some hours',
  },
  {
    name: 'r',
    takes: '[CODE]',
    inWindow: true,
    does: 'says one of the desk’s replies: !r hours; without a code it lists them',
  },
  { name: 'oops', inWindow: true, does: 'withdraws your last line here; the patron reads “withdrawn”' },
  { name: 'help', does: 'this list' },
];

/** How a row is typed: `!take WORD`. */
export const usageOf = ({ name, takes }: CommandRow): string =>
  takes === undefined ? `!${name}` : `!${name} ${takes}`;

/** What follows it would be passed over: `!back at 3` says that she is away, and `!back` alone that she is there. */
export const takesNothing = (command: CommandName): boolean =>
  command !== 'help' && COMMANDS.some(({ name, takes }) => name === command && takes === undefined);

/** What a librarian typed: a command with what follows it, a word that is none, or a line for the patron. */
export type Typed =
  | { kind: 'command'; name: CommandName; rest: string; inWindow: boolean }
  | { kind: 'unknown'; word: string }
  | { kind: 'line'; text: string };

/**
 * `!!` at the beginning is a `!` of her line. A `!` alone, or before a space or another sign, begins no command; but what would
 * be one without the space, which keyboards put there by themselves, is for no patron.
 */
export const readTyped = (text: string): Typed => {
  const typed = text.trim();
  if (typed.startsWith('!!')) return { kind: 'line', text: typed.slice(1) };
  const [, word, rest = ''] = /^!([\p{L}\d]+)(?:\s+(.*))?$/su.exec(typed) ?? [];
  if (word === undefined) {
    const spaced = /^!\s+([\p{L}]+)/u.exec(typed)?.[1];
    if (spaced !== undefined && rowOf(spaced)) return { kind: 'unknown', word: ` ${spaced}` };
    const glued = /^!([\p{L}][^\s]*)/u.exec(typed)?.[1];
    return glued === undefined ? { kind: 'line', text: typed } : { kind: 'unknown', word: glued };
  }
  const row = rowOf(word);
  if (!row) return { kind: 'unknown', word };
  return { kind: 'command', name: row.name, rest: rest.trim(), inWindow: row.inWindow ?? false };
};

const rowOf = (word: string): CommandRow | undefined => COMMANDS.find(({ name }) => name === word.toLowerCase());

/** What a name or the beginning of one stands for, in any case: `exact` goes before all that begin so. */
export const meaning = <Thing>(
  typed: string,
  things: readonly Thing[],
  namesOf: (thing: Thing) => readonly string[],
): Thing[] => {
  const wanted = folded(typed);
  const having = (is: (name: string) => boolean) =>
    things.filter((thing) => namesOf(thing).some((name) => is(folded(name))));
  const exact = having((name) => name === wanted);
  return exact.length > 0 ? exact : having((name) => name.startsWith(wanted));
};

/** An accent may be typed as a character of its own. */
const folded = (name: string): string => name.normalize('NFKC').toLowerCase();
