import { MAX_NAME } from '../protocol/limits.ts';
import { flag, list, optional, required, text } from './fields.ts';
import { EMAIL_PATTERN, emailFault, NAME_PATTERN, nameFault, PHONE_PATTERN, phoneFault } from './formats.ts';
import { weekHours } from './hours.ts';
import { object } from './objects.ts';
import { account } from './xmpp-keys.ts';
import { ZONE_PATTERN, zoneFault } from './zones.ts';

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
        of: text({
          about: 'The name of a librarian.',
          example: 'ann',
          max: 32,
          pattern: NAME_PATTERN,
          fault: nameFault,
        }),
        none: 'The desk has no librarian. Write at least one name, such as ["ann"].',
      }),
    ),
    hours: optional(weekHours),
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
