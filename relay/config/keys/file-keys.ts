import * as v from 'valibot';
import { MAX_FRAME_BYTES } from '../../protocol/limits.ts';
import { XMPP_SECRET } from '../environment.ts';
import { aboutOf, choice, decimal, flag, list, text, wholeNumber } from '../fields.ts';
import { object } from '../objects.ts';
import { desks, librarians } from './desk-keys.ts';
import {
  DOMAIN_PATTERN,
  dataMistake,
  domainMistake,
  HOST_PATTERN,
  hostMistake,
  ORIGIN_PATTERN,
  originMistake,
  serverMistake,
} from './formats.ts';

/** The server on which librarians have their accounts, and where the relay is a component (XEP-0114). */
export const xmpp = object({
  about: `Librarians in their own instant messengers. The secret of the component comes from the environment: ${XMPP_SECRET}.`,
  example: '{ "domain": "ask.library.example" }',
  secret: XMPP_SECRET,
  keys: {
    domain: text({
      about: "The component's domain: patrons and desks have their addresses there.",
      example: 'ask.library.example',
      max: 253,
      pattern: DOMAIN_PATTERN,
      mistakeIn: domainMistake,
    }),
    host: v.optional(
      text({
        about: 'Where the XMPP server takes components. What goes there is not encrypted.',
        example: '127.0.0.1',
        max: 253,
        pattern: HOST_PATTERN,
        mistakeIn: serverMistake,
      }),
      '127.0.0.1',
    ),
    port: v.optional(wholeNumber({ about: 'The port for components.', from: 1, to: 65_535, example: 5347 }), 5347),
    beyondLoopback: v.optional(
      flag({
        about:
          'Allow a host that is not this machine. Only over a tunnel or a network of your own: every question and the secret cross it in the clear.',
      }),
      false,
    ),
  },
});

const limit = (usual: number, from: number, to: number, about: string) =>
  v.optional(wholeNumber({ about, from, to, example: usual }), usual);

export const limits = object({
  about: 'Limits before which no library should ever stand; they keep one bad page from harming others.',
  example: '{ "linesPerMinute": 30 }',
  keys: {
    sockets: limit(20_000, 10, 1_000_000, 'Open sockets in all.'),
    socketsPerAddress: limit(
      500,
      1,
      1_000_000,
      'Open sockets from one network address; a campus may be one address. Held in memory only.',
    ),
    framesPerSecond: limit(20, 5, 100_000, 'Frames a second that one socket may send.'),
    frameBytesPerSecond: limit(
      65_536,
      MAX_FRAME_BYTES,
      16_777_216,
      'Bytes a second that one socket may send; the longest frame has 32,768.',
    ),
    unreadBytes: limit(
      1_048_576,
      65_536,
      67_108_864,
      'A page that leaves more bytes than this unread is cut off and comes back later.',
    ),
    linesPerConversation: limit(2_000, 10, 100_000, 'Lines that one conversation takes.'),
    linesPerMinute: limit(30, 1, 100_000, 'Lines of one patron in one minute.'),
    dataMegabytes: limit(
      0,
      0,
      1_000_000,
      'Size to which the file of data may grow, in millions of bytes; 0: as far as the disk goes.',
    ),
  },
});

/** Every key of the config. */
export const file = object({
  about: 'The config of an ask-librarian relay: JSON, with comments and trailing commas.',
  example: '{ "title": "Newport Public Library", "desks": { … }, "librarians": { … } }',
  keys: {
    $schema: v.exactOptional(
      text({
        about: 'Where editors find this schema; the relay does not read it.',
        example: 'ask-librarian.schema.json',
        max: 1_000,
      }),
    ),
    title: text({ about: 'The name of the library.', example: 'Newport Public Library', max: 80 }),
    listen: v.optional(
      object({
        about: 'Where the relay listens.',
        example: '{ "port": 8080 }',
        keys: {
          host: v.optional(
            text({
              about:
                'An address of this machine; "0.0.0.0" or "::" for all, which lets the whole network in without TLS.',
              example: '127.0.0.1',
              max: 253,
              pattern: HOST_PATTERN,
              mistakeIn: hostMistake,
            }),
            '127.0.0.1',
          ),
          port: v.optional(
            wholeNumber({
              about: '0: any free port. The environment variable PORT goes before this.',
              from: 0,
              to: 65_535,
              example: 8080,
            }),
            8080,
          ),
        },
      }),
      {},
    ),
    address: v.exactOptional(
      text({
        about: 'The origin under which browsers reach the relay; sign-in links begin with it.',
        example: 'https://ask.library.example',
        max: 300,
        pattern: ORIGIN_PATTERN,
        mistakeIn: originMistake,
      }),
    ),
    behindProxy: v.optional(
      flag({
        about:
          'Believe the last entry of X-Forwarded-For and X-Forwarded-Proto. Only where a proxy of your own sets them: else anybody can write anything there.',
      }),
      false,
    ),
    data: v.optional(
      text({
        about: 'The file that keeps everything, from the folder of this file. On a local disk, not a network share.',
        example: 'data/ask-librarian.db',
        max: 1_000,
        mistakeIn: dataMistake,
      }),
      'data/ask-librarian.db',
    ),
    origins: v.optional(
      list({
        about: 'Origins of the pages that carry the tag, or "*" alone for any. Pages of the relay itself always may.',
        of: text({
          about: 'Scheme, host and, where it is not the usual one, port.',
          example: 'https://catalogue.example',
          max: 300,
          pattern: `^\\*$|${ORIGIN_PATTERN}`,
          mistakeIn: (value) => (value === '*' ? undefined : originMistake(value)),
        }),
      }),
      [],
    ),
    desks,
    librarians,
    xmpp: v.exactOptional(xmpp),
    retentionDays: v.optional(
      wholeNumber({
        about:
          'A conversation is forgotten this many days after its last line; 0: as soon as it is closed, but a question without an answer, or an answer the patron has not had, is kept for up to 30 days.',
        from: 0,
        to: 3_650,
        example: 30,
      }),
      30,
    ),
    idleHours: v.optional(
      decimal({
        about:
          'A conversation closes this many hours after the patron left, unless her question has no answer, or she has not had it.',
        from: 0.1,
        to: 168,
        example: 2,
      }),
      2,
    ),
    blockHours: v.optional(
      decimal({
        about:
          'For so many hours after a librarian has blocked a conversation the desk takes no new one from that network address. Held in memory only, and never as an address.',
        from: 0.1,
        to: 720,
        example: 12,
      }),
      12,
    ),
    limits: v.optional(limits, {}),
    log: v.optional(
      choice({
        about: 'How the relay writes its log to standard error: lines to read, or JSON lines.',
        of: ['text', 'json'],
      }),
      'text',
    ),
  },
});

/** The config for editors, as JSON Schema; `ask-librarian.schema.json` holds exactly this. */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'ask-librarian config',
  // Not of the standard: VS Code marks trailing commas as wrong without it.
  allowTrailingCommas: true,
  ...aboutOf(file).schema,
};
