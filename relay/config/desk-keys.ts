import { MAX_NAME, MAX_WORDS } from '../protocol/limits.ts';
import { dates } from './dates.ts';
import { flag, list, optional, required, text } from './fields.ts';
import { EMAIL_PATTERN, emailFault, NAME_PATTERN, nameFault, PHONE_PATTERN, phoneFault } from './formats.ts';
import { dutyHours, weekHours } from './hours.ts';
import { named, object } from './objects.ts';
import { account } from './xmpp-keys.ts';
import { ZONE_PATTERN, zoneFault } from './zones.ts';

const librarianName = text({
  about: 'The name of a librarian.',
  example: 'ann',
  max: 32,
  pattern: NAME_PATTERN,
  fault: nameFault,
});

export const desk = object({
  about: 'One desk, under the name that tags and addresses use for it.',
  example: '{ "title": "Reference desk", "zone": "America/New_York", "librarians": ["ann"] }',
  keys: {
    title: required(text({ about: 'What patrons read.', example: 'Reference desk', max: 80 })),
    zone: required(
      text({
        about: 'The time zone of the desk, by its IANA name.',
        example: 'America/New_York',
        max: 50,
        pattern: ZONE_PATTERN,
        fault: zoneFault,
      }),
    ),
    librarians: required(
      list({
        about: 'Who serves here, by names that stand under "librarians" at the top.',
        of: librarianName,
        none: 'The desk has no librarian. Write at least one name, such as ["ann"].',
      }),
    ),
    hours: optional(weekHours),
    dates: optional(dates),
    rota: optional(
      named({
        about: 'Who is on duty when, by names that stand under "librarians" of this desk.',
        example: '{ "ann": { "monday": ["09:00-13:00"] } }',
        none: 'The rota names nobody. Write at least one librarian, such as "ann": { "monday": ["09:00-13:00"] }, or leave "rota" out.',
        pattern: NAME_PATTERN,
        nameFault,
        of: dutyHours,
      }),
    ),
    mayClose: optional(
      list({
        about:
          'Who may close this desk out of its hours, and open it again, by names that stand under its "librarians".',
        of: librarianName,
      }),
    ),
    places: optional(
      list({
        about:
          'Where its librarians can be. Those whose first desk this is choose from here what patrons read, instead of writing it.',
        of: text({ about: 'What patrons read.', example: '2nd floor desk', max: MAX_WORDS }),
        none: 'The list holds no place. Write at least one, such as ["2nd floor desk"], or leave "places" out.',
      }),
    ),
    phone: optional(
      text({
        about: 'Shown to patrons when nobody can answer.',
        example: '757-555-0100',
        max: 40,
        pattern: PHONE_PATTERN,
        fault: phoneFault,
      }),
    ),
    email: optional(
      text({
        about: 'Shown to patrons when nobody can answer.',
        example: 'ask@library.example',
        max: 254,
        pattern: EMAIL_PATTERN,
        fault: emailFault,
      }),
    ),
    address: optional(
      text({
        about: 'The street address, shown to patrons when nobody can answer.',
        example: '110 Main Street, Newport News',
        max: 200,
      }),
    ),
  },
});

export const librarian = object({
  about: 'One librarian, under the name she signs in with; patrons never see that name.',
  example: '{ "displayName": "Ann" }',
  keys: {
    displayName: required(text({ about: 'What patrons read.', example: 'Ann', max: MAX_NAME })),
    xmpp: account,
    publish: optional(
      flag({
        about:
          'Has she agreed that patrons see her display name and her words? Left out, she is asked once in her console; what she says there goes before this.',
      }),
    ),
  },
});
