import * as v from 'valibot';
import { isPlaceholder, PLACEHOLDERS, placeholdersOf } from '../../desk/canned-replies.ts';
import type { DeskEntry, LibrarianEntry } from '../../desk/roster.ts';
import { defined } from '../../protocol/defined.ts';
import { MAX_NAME, MAX_WORDS } from '../../protocol/limits.ts';
import { choice, decimal, flag, list, text, wholeNumber } from '../fields.ts';
import { quoted } from '../mistakes.ts';
import { nearest } from '../nearest-name.ts';
import { named, object } from '../objects.ts';
import { dates } from './dates.ts';
import {
  ACCOUNT_PATTERN,
  accountMistake,
  EMAIL_PATTERN,
  emailMistake,
  NAME_PATTERN,
  nameMistake,
  PHONE_PATTERN,
  phoneMistake,
} from './formats.ts';
import { dutyHours, weekHours } from './hours.ts';
import { ZONE_PATTERN, zoneMistake } from './zones.ts';

const CODE_PATTERN = '^[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,31}$';

/** A code is typed after "!r ", so it is one word. */
const codeMistake = (code: string): string | undefined => {
  if (new RegExp(CODE_PATTERN, 'u').test(code)) return undefined;
  const meant = code
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '');
  return `${quoted(code)} is not a code: one word of 1 to 32 letters, digits and hyphens inside. Write ${quoted(meant === '' ? 'hours' : meant)}.`;
};

const ALL = PLACEHOLDERS.map((word) => `{${word}}`).join(', ');

const placeholderMistake = (value: string): string | undefined => {
  const unknown = placeholdersOf(value).find((word) => !isPlaceholder(word));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown.trim(), PLACEHOLDERS);
  const instead = near === undefined ? `one of ${ALL}` : `{${near}}`;
  return `{${unknown}} is not a placeholder. Write ${instead}.`;
};

/** Canned replies. */
const replies = named({
  about: `Canned replies of this desk, each under a code: a librarian types "!r CODE" in a messenger or picks one from a list in the console. ${ALL} in a text are replaced by the desk's values and the librarian's display name.`,
  example: '{ "hours": "We are open {hours}." }',
  none: 'There is no reply here. Write at least one, such as "hours": "We are open {hours}.", or leave "replies" out.',
  pattern: CODE_PATTERN,
  placeholder: 'CODE',
  mistakeInName: codeMistake,
  of: text({
    about: 'What the patron reads. In the console the librarian can edit it before sending.',
    example: 'We are open {hours}.',
    max: 1_000,
    mistakeIn: placeholderMistake,
  }),
});

const librarianName = text({
  about: 'The name of a librarian.',
  example: 'ann',
  max: 32,
  pattern: NAME_PATTERN,
  mistakeIn: nameMistake,
});

const desk = object({
  about: 'One desk, under the name that tags and addresses use.',
  example: '{ "title": "Reference desk", "zone": "America/New_York", "librarians": ["ann"] }',
  keys: {
    title: text({ about: 'What patrons read.', example: 'Reference desk', max: 80 }),
    zone: text({
      about: 'The time zone of the desk, by its IANA name.',
      example: 'America/New_York',
      max: 50,
      pattern: ZONE_PATTERN,
      mistakeIn: zoneMistake,
    }),
    librarians: list({
      about: 'Who serves here: names from "librarians" at the top of the config.',
      of: librarianName,
      none: 'The desk has no librarian. Write at least one name, such as ["ann"].',
    }),
    hours: v.exactOptional(weekHours),
    dates: v.exactOptional(dates),
    rota: v.exactOptional(
      named({
        about: 'Who is on duty when: names from "librarians" of this desk.',
        example: '{ "ann": { "monday": ["09:00-13:00"] } }',
        none: 'The rota names no one. Write at least one librarian, such as "ann": { "monday": ["09:00-13:00"] }, or leave "rota" out.',
        pattern: NAME_PATTERN,
        mistakeInName: nameMistake,
        of: dutyHours,
      }),
    ),
    mayClose: v.exactOptional(
      list({
        about: 'Who may close, pause and reopen this desk outside its regular hours: names from its "librarians".',
        of: librarianName,
      }),
    ),
    replies: v.exactOptional(replies),
    places: v.exactOptional(
      list({
        about:
          'Where librarians can be. Librarians whose first desk this is choose one of these places for patrons to read, instead of writing their own words.',
        of: text({ about: 'What patrons read.', example: '2nd floor desk', max: MAX_WORDS }),
        none: 'The list has no place in it. Write at least one, such as ["2nd floor desk"], or leave "places" out.',
      }),
    ),
    ring: v.exactOptional(
      choice({
        about:
          'Which available librarians are asked: "all" at once, or "in-order": the first one, after 20 seconds also the next, and after 40 seconds everyone.',
        of: ['all', 'in-order'],
      }),
    ),
    handOn: v.exactOptional(
      object({
        about:
          'The desk that gets the questions which this desk does not answer itself, such as a branch or a night service.',
        example: '{ "to": "night", "afterSeconds": 120 }',
        keys: {
          to: text({
            about: 'The name of another desk in this config.',
            example: 'night',
            max: 32,
            pattern: NAME_PATTERN,
            mistakeIn: nameMistake,
          }),
          afterSeconds: v.exactOptional(
            wholeNumber({
              about:
                'Seconds that a question waits here first. Left out, questions move only while this desk is closed.',
              from: 20,
              to: 3_600,
              example: 120,
            }),
          ),
          whenClosed: v.exactOptional(flag({ about: 'Questions move at once while this desk is closed.' })),
        },
      }),
    ),
    tellLate: v.exactOptional(
      object({
        about: 'Who is notified about a question that no one answers.',
        example: '{ "to": "ann", "openHours": 4 }',
        keys: {
          to: librarianName,
          openHours: decimal({
            about: 'Hours after which that librarian is notified; only hours in which the desk is open count.',
            from: 0.1,
            to: 168,
            example: 4,
          }),
        },
      }),
    ),
    phone: v.exactOptional(
      text({
        about: 'Shown to patrons when no one can answer.',
        example: '757-555-0100',
        max: 40,
        pattern: PHONE_PATTERN,
        mistakeIn: phoneMistake,
      }),
    ),
    email: v.exactOptional(
      text({
        about: 'Shown to patrons when no one can answer.',
        example: 'ask@library.example',
        max: 254,
        pattern: EMAIL_PATTERN,
        mistakeIn: emailMistake,
      }),
    ),
    address: v.exactOptional(
      text({
        about: 'The street address, shown to patrons when no one can answer.',
        example: '110 Main Street, Newport News',
        max: 200,
      }),
    ),
  },
});

const account = v.exactOptional(
  text({
    about: 'The XMPP account of this librarian, without a resource. Left out, this librarian uses only the console.',
    example: 'ann@library.example',
    max: 1_000,
    pattern: ACCOUNT_PATTERN,
    mistakeIn: accountMistake,
  }),
);

const librarian = object({
  about: 'One librarian, under the account name for signing in. Patrons never see that name.',
  example: '{ "displayName": "Ann" }',
  keys: {
    displayName: text({ about: 'What patrons read.', example: 'Ann', max: MAX_NAME }),
    xmpp: account,
    atOnce: v.exactOptional(
      wholeNumber({
        about:
          'With this many conversations, the librarian is asked only after available colleagues. Left out, there is no limit.',
        from: 1,
        to: 100,
        example: 3,
      }),
    ),
    publish: v.exactOptional(
      flag({
        about:
          'True if the librarian has agreed that patrons see their display name and status message. Left out, the console asks the librarian once. The answer given there overrides this key.',
      }),
    ),
  },
});

/** The desks, read into the roster's entries. */
export const desks = v.pipe(
  named({
    about: 'The desks, each under a name of lowercase letters, digits and hyphens that tags and addresses use.',
    example: '{ "main": { … } }',
    none: 'There is no desk. Write at least one, such as "main": { "title": "Reference desk", … }.',
    pattern: NAME_PATTERN,
    mistakeInName: nameMistake,
    of: desk,
  }),
  v.transform(
    (all) =>
      new Map(
        [...all].map(([name, { ring, phone, email, address, ...desk }]): [string, DeskEntry] => {
          const contact = defined({ phone, email, address });
          return [
            name,
            {
              name,
              ...desk,
              ...(ring === 'in-order' && { ring }),
              ...(Object.keys(contact).length > 0 && { contact }),
            },
          ];
        }),
      ),
  ),
);

/** The librarians, read into the roster's entries. */
export const librarians = v.pipe(
  named({
    about: 'The librarians, each under the account name for signing in.',
    example: '{ "ann": { "displayName": "Ann" } }',
    none: 'There is no librarian. Write at least one, such as "ann": { "displayName": "Ann" }.',
    pattern: NAME_PATTERN,
    mistakeInName: nameMistake,
    of: librarian,
  }),
  v.transform((all) => new Map([...all].map(([name, one]): [string, LibrarianEntry] => [name, { name, ...one }]))),
);
