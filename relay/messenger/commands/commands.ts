/** Every command that a librarian can type, to the desk's contact or in a patron's window. Source of `!help` and of the docs. */

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
  /** What follows the name; words in upper case are placeholders, parts in brackets are optional. */
  takes?: string;
  /** Works only in a patron's window, on that conversation. */
  inWindow?: true;
  does: string;
}

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'away',
    takes: '[WORDS]',
    does: 'patrons see that you are away, with your status message: !away at the Panera, back at 3',
  },
  { name: 'busy', takes: '[WORDS]', does: 'the same for busy: !busy until 14:30' },
  { name: 'back', does: 'you are available again; ends !away and !busy' },
  { name: 'on', takes: '[DESK]', does: 'on duty, at all your desks or at one' },
  {
    name: 'off',
    takes: '[DESK][, NOTE]',
    does: 'off duty: you are not shown and get no questions; whoever comes on duty next sees your note: !off the printer is out of paper',
  },
  {
    name: 'desk',
    takes: 'closed until WHEN, WORDS',
    does: 'closes a desk outside its regular hours, if you are allowed to: !desk closed until tomorrow 9, snow; !desk pause until 15:30 takes no new questions; !desk open reopens it',
  },
  { name: 'show', does: 'patrons can see your name, your status message and when you will be back' },
  { name: 'hide', does: 'hides your name, status message and times at once' },
  { name: 'me', does: 'what patrons see of you now, and which of your desks are closed or paused' },
  { name: 'who', does: 'your colleagues, and the questions that are waiting' },
  {
    name: 'take',
    takes: '[WORD]',
    does: 'takes a waiting question: the oldest that was left, or the one whose name begins so: !take heron',
  },
  {
    name: 'pass',
    takes: '[NAME or DESK][, NOTE]',
    inWindow: true,
    does: 'returns this conversation to the desk, or transfers it to a colleague or another desk; only they see the note: !pass Ben, needs the atlas',
  },
  {
    name: 'ask',
    takes: 'NAME TEXT',
    inWindow: true,
    does: 'asks a colleague privately; the answer appears here: !ask Ben do we have it?',
  },
  { name: 'join', inWindow: true, does: 'joins a conversation that a colleague is answering' },
  { name: 'end', inWindow: true, does: 'ends this conversation' },
  {
    name: 'block',
    inWindow: true,
    does: 'ends this conversation, and the desk takes no new ones from that network for some hours',
  },
  {
    name: 'r',
    takes: '[CODE]',
    inWindow: true,
    does: 'sends one of the desk’s replies: !r hours; without a code it lists them',
  },
  { name: 'oops', inWindow: true, does: 'withdraws your last message here; the patron sees “withdrawn”' },
  { name: 'help', does: 'this list' },
];

/** How the command is typed: `!take WORD`. */
export const usageOf = ({ name, takes }: CommandRow): string =>
  takes === undefined ? `!${name}` : `!${name} ${takes}`;

/**
 * Whether a command takes nothing after its name. What follows must not be ignored: `!back at 3` means that the librarian is
 * away, and `!back` alone that the librarian is there.
 */
export const takesNothing = (command: CommandName): boolean =>
  command !== 'help' && COMMANDS.some(({ name, takes }) => name === command && takes === undefined);

/** What a librarian typed: a command with what follows it, a word that is not a command, or a line for the patron. */
export type Typed =
  | { kind: 'command'; name: CommandName; rest: string; inWindow: boolean }
  | { kind: 'unknown'; word: string }
  | { kind: 'line'; text: string };

/**
 * `!!` at the beginning is a `!` of the line. A `!` alone, or before a space or punctuation, begins no command. But a command
 * name after `! ` is not sent to the patron: some keyboards insert that space by themselves.
 */
export const readTyped = (text: string): Typed => {
  const typed = text.trim();
  if (typed.startsWith('!!')) return { kind: 'line', text: typed.slice(1) };
  const [, word, rest = ''] = /^!([\p{L}\d]+)(?:\s+(.*))?$/su.exec(typed) ?? [];
  if (word === undefined) {
    const afterSpace = /^!\s+([\p{L}]+)/u.exec(typed)?.[1];
    if (afterSpace !== undefined && rowOf(afterSpace)) return { kind: 'unknown', word: ` ${afterSpace}` };
    const glued = /^!([\p{L}][^\s]*)/u.exec(typed)?.[1];
    return glued === undefined ? { kind: 'line', text: typed } : { kind: 'unknown', word: glued };
  }
  const row = rowOf(word);
  if (!row) return { kind: 'unknown', word };
  return { kind: 'command', name: row.name, rest: rest.trim(), inWindow: row.inWindow ?? false };
};

const rowOf = (word: string): CommandRow | undefined => COMMANDS.find(({ name }) => name === word.toLowerCase());

/** The things that a name, or the beginning of one, may mean. Ignores case. A complete name takes precedence over longer ones. */
export const matching = <Thing>(
  typed: string,
  things: readonly Thing[],
  namesOf: (thing: Thing) => readonly string[],
): Thing[] => {
  const wanted = folded(typed);
  const where = (is: (name: string) => boolean) =>
    things.filter((thing) => namesOf(thing).some((name) => is(folded(name))));
  const exact = where((name) => name === wanted);
  return exact.length > 0 ? exact : where((name) => name.startsWith(wanted));
};

/** Normalized, because an accent may be typed as a separate character. */
const folded = (name: string): string => name.normalize('NFKC').toLowerCase();
