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

/** The XMPP server that has the librarians' accounts and the relay as a component (XEP-0114). */
export const xmpp = object({
  about: `The XMPP server through which librarians answer in their own clients. The secret of the component comes from the environment variable ${XMPP_SECRET}.`,
  example: '{ "domain": "ask.library.example" }',
  secret: XMPP_SECRET,
  keys: {
    domain: text({
      about: 'The domain of the component. Patrons and desks have their addresses on it.',
      example: 'ask.library.example',
      max: 253,
      pattern: DOMAIN_PATTERN,
      mistakeIn: domainMistake,
    }),
    host: v.optional(
      text({
        about: 'The host on which the XMPP server accepts components. The connection is not encrypted.',
        example: '127.0.0.1',
        max: 253,
        pattern: HOST_PATTERN,
        mistakeIn: serverMistake,
      }),
      '127.0.0.1',
    ),
    port: v.optional(
      wholeNumber({
        about: 'The port on which the XMPP server accepts components.',
        from: 1,
        to: 65_535,
        example: 5347,
      }),
      5347,
    ),
    beyondLoopback: v.optional(
      flag({
        about:
          'Allow a host that is not this machine. Use it only over a tunnel or a private network: every question and the secret cross it unencrypted.',
      }),
      false,
    ),
  },
});

const limit = (usual: number, from: number, to: number, about: string) =>
  v.optional(wholeNumber({ about, from, to, example: usual }), usual);

export const limits = object({
  about: 'Limits that a library should never reach. They keep one faulty or hostile page from harming others.',
  example: '{ "linesPerMinute": 30 }',
  keys: {
    sockets: limit(20_000, 10, 1_000_000, 'Open sockets in total.'),
    socketsPerAddress: limit(
      500,
      1,
      1_000_000,
      'Open sockets from one network address; a whole campus may share one. Addresses are held in memory only.',
    ),
    framesPerSecond: limit(20, 5, 100_000, 'Frames per second that one socket may send.'),
    frameBytesPerSecond: limit(
      65_536,
      MAX_FRAME_BYTES,
      16_777_216,
      'Bytes per second that one socket may send; the longest frame has 32,768 bytes.',
    ),
    unreadBytes: limit(
      1_048_576,
      65_536,
      67_108_864,
      'A page that has more unread bytes than this is disconnected and reconnects later.',
    ),
    linesPerConversation: limit(2_000, 10, 100_000, 'Lines that one conversation can have.'),
    linesPerMinute: limit(30, 1, 100_000, 'Lines that one patron can send in a minute.'),
    dataMegabytes: limit(
      0,
      0,
      1_000_000,
      'The largest size of the data file, in millions of bytes; 0: no limit but the disk.',
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
        about: 'The JSON Schema for editors. The relay does not read it.',
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
                'An address of this machine. "0.0.0.0" or "::" means all of them and opens the relay to the whole network without TLS.',
              example: '127.0.0.1',
              max: 253,
              pattern: HOST_PATTERN,
              mistakeIn: hostMistake,
            }),
            '127.0.0.1',
          ),
          port: v.optional(
            wholeNumber({
              about: '0: any free port. The environment variable PORT overrides this key.',
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
        about: 'The origin at which browsers reach the relay. Sign-in links begin with it.',
        example: 'https://ask.library.example',
        max: 300,
        pattern: ORIGIN_PATTERN,
        mistakeIn: originMistake,
      }),
    ),
    behindProxy: v.optional(
      flag({
        about:
          'Trust the last entry of X-Forwarded-For and X-Forwarded-Proto. Set this only behind your own proxy that sets them; otherwise anyone can forge them.',
      }),
      false,
    ),
    data: v.optional(
      text({
        about: 'The data file, relative to the folder of the config. Keep it on a local disk, not on a network share.',
        example: 'data/ask-librarian.db',
        max: 1_000,
        mistakeIn: dataMistake,
      }),
      'data/ask-librarian.db',
    ),
    origins: v.optional(
      list({
        about:
          'Origins of the pages that have the tag, or only "*" for any page. The relay\'s own pages are always allowed.',
        of: text({
          about: 'Scheme, host and, where it is not the default, port.',
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
          'A conversation is deleted this many days after its last line; 0: as soon as it is closed. A question without an answer, or an answer that the patron has not received, is then still kept for up to 30 days.',
        from: 0,
        to: 3_650,
        example: 30,
      }),
      30,
    ),
    idleHours: v.optional(
      decimal({
        about:
          'A conversation closes this many hours after the patron left, unless the question has no answer or the patron has not received the answer.',
        from: 0.1,
        to: 168,
        example: 2,
      }),
      2,
    ),
    blockHours: v.optional(
      decimal({
        about:
          'For this many hours after a librarian blocked a conversation, the desk accepts no new conversation from the same network address. The relay remembers only a hash of the address, and only in memory.',
        from: 0.1,
        to: 720,
        example: 12,
      }),
      12,
    ),
    limits: v.optional(limits, {}),
    log: v.optional(
      choice({
        about: 'The format of the log on stderr: readable lines, or JSON lines.',
        of: ['text', 'json'],
      }),
      'text',
    ),
  },
});

/** The JSON Schema of the config for editors; `ask-librarian.schema.json` holds exactly this. */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'ask-librarian config',
  // Not in the standard: without it, VS Code marks trailing commas as mistakes.
  allowTrailingCommas: true,
  ...aboutOf(file).schema,
};
