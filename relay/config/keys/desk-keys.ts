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

/** Codes are typed after "!r ", so they are one word. */
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

/** What a desk's librarians say again and again. */
const replies = named({
  about: `What this desk's librarians say again and again, each under a code: "!r CODE" in a messenger, a list in the console. ${ALL} in a text stand for the desk's own, and for the name of who says it.`,
  example: '{ "hours": "We are open {hours}." }',
  none: 'There is no reply here. Write at least one, such as "hours": "We are open {hours}.", or leave "replies" out.',
  pattern: CODE_PATTERN,
  placeholder: 'CODE',
  mistakeInName: codeMistake,
  of: text({
    about: 'What the patron reads, and the librarian may change before it is said in the console.',
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
  about: 'One desk, under the name that tags and addresses use for it.',
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
      about: 'Who serves here, by names that stand under "librarians" at the top.',
      of: librarianName,
      none: 'The desk has no librarian. Write at least one name, such as ["ann"].',
    }),
    hours: v.exactOptional(weekHours),
    dates: v.exactOptional(dates),
    rota: v.exactOptional(
      named({
        about: 'Who is on duty when, by names that stand under "librarians" of this desk.',
        example: '{ "ann": { "monday": ["09:00-13:00"] } }',
        none: 'The rota names no one. Write at least one librarian, such as "ann": { "monday": ["09:00-13:00"] }, or leave "rota" out.',
        pattern: NAME_PATTERN,
        mistakeInName: nameMistake,
        of: dutyHours,
      }),
    ),
    mayClose: v.exactOptional(
      list({
        about:
          'Who may close this desk out of its hours, or pause it, and open it again, by names that stand under its "librarians".',
        of: librarianName,
      }),
    ),
    replies: v.exactOptional(replies),
    places: v.exactOptional(
      list({
        about:
          'Where its librarians can be. Those whose first desk this is choose from here what patrons read, instead of writing it.',
        of: text({ about: 'What patrons read.', example: '2nd floor desk', max: MAX_WORDS }),
        none: 'The list has no place in it. Write at least one, such as ["2nd floor desk"], or leave "places" out.',
      }),
    ),
    ring: v.exactOptional(
      choice({
        about:
          'Who of those available is asked: "all" at once, or "in-order": the first, after twenty seconds the next too, and so on. After forty seconds it is everybody.',
        of: ['all', 'in-order'],
      }),
    ),
    handOn: v.exactOptional(
      object({
        about: 'The desk that takes its questions where it does not answer them itself: a branch, a night service.',
        example: '{ "to": "night", "afterSeconds": 120 }',
        keys: {
          to: text({
            about: 'The name of another desk of this file.',
            example: 'night',
            max: 32,
            pattern: NAME_PATTERN,
            mistakeIn: nameMistake,
          }),
          afterSeconds: v.exactOptional(
            wholeNumber({
              about: 'So long a question waits here first; left out, it goes on only while the desk is closed.',
              from: 20,
              to: 3_600,
              example: 120,
            }),
          ),
          whenClosed: v.exactOptional(flag({ about: 'Questions go on at once while this desk is closed.' })),
        },
      }),
    ),
    tellLate: v.exactOptional(
      object({
        about: 'Who is told of a question that nobody answers.',
        example: '{ "to": "ann", "openHours": 4 }',
        keys: {
          to: librarianName,
          openHours: decimal({
            about: 'After so many hours in which the desk was open.',
            from: 0.1,
            to: 168,
            example: 4,
          }),
        },
      }),
    ),
    phone: v.exactOptional(
      text({
        about: 'Shown to patrons when nobody can answer.',
        example: '757-555-0100',
        max: 40,
        pattern: PHONE_PATTERN,
        mistakeIn: phoneMistake,
      }),
    ),
    email: v.exactOptional(
      text({
        about: 'Shown to patrons when nobody can answer.',
        example: 'ask@library.example',
        max: 254,
        pattern: EMAIL_PATTERN,
        mistakeIn: emailMistake,
      }),
    ),
    address: v.exactOptional(
      text({
        about: 'The street address, shown to patrons when nobody can answer.',
        example: '110 Main Street, Newport News',
        max: 200,
      }),
    ),
  },
});

const account = v.exactOptional(
  text({
    about: 'Her XMPP account, without a resource. Left out, she has the console alone.',
    example: 'ann@library.example',
    max: 1_000,
    pattern: ACCOUNT_PATTERN,
    mistakeIn: accountMistake,
  }),
);

const librarian = object({
  about: 'One librarian, under the name she signs in with; patrons never see that name.',
  example: '{ "displayName": "Ann" }',
  keys: {
    displayName: text({ about: 'What patrons read.', example: 'Ann', max: MAX_NAME }),
    xmpp: account,
    atOnce: v.exactOptional(
      wholeNumber({
        about:
          'Where she has so many conversations, colleagues are asked before her; left out, there is no such number.',
        from: 1,
        to: 100,
        example: 3,
      }),
    ),
    publish: v.exactOptional(
      flag({
        about:
          'Has she agreed that patrons see her display name and her words? Left out, she is asked once in her console; what she says there goes before this.',
      }),
    ),
  },
});

/** The desks as the roster holds them. */
export const desks = v.pipe(
  named({
    about: 'The desks, each under a name of small letters, digits and hyphens that tags and addresses use for it.',
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

/** The librarians as the roster holds them. */
export const librarians = v.pipe(
  named({
    about: 'The librarians, each under the name she signs in with.',
    example: '{ "ann": { "displayName": "Ann" } }',
    none: 'There is no librarian. Write at least one, such as "ann": { "displayName": "Ann" }.',
    pattern: NAME_PATTERN,
    mistakeInName: nameMistake,
    of: librarian,
  }),
  v.transform((all) => new Map([...all].map(([name, one]): [string, LibrarianEntry] => [name, { name, ...one }]))),
);
