import { MAX_FRAME_BYTES } from '../../protocol/limits.ts';
import { XMPP_SECRET } from '../environment.ts';
import { choice, decimal, flag, list, optional, otherwise, required, text, wholeNumber } from '../fields.ts';
import { named, object } from '../objects.ts';
import { desk, librarian } from './desk-keys.ts';
import {
  DOMAIN_PATTERN,
  dataFault,
  domainFault,
  HOST_PATTERN,
  hostFault,
  NAME_PATTERN,
  nameFault,
  ORIGIN_PATTERN,
  originFault,
  serverFault,
} from './formats.ts';

/** What a key left out means. */
export const DEFAULTS = {
  listen: { host: '127.0.0.1', port: 8080 },
  behindProxy: false,
  data: 'data/ask-librarian.db',
  origins: [] as string[],
  xmpp: { host: '127.0.0.1', port: 5347, beyondLoopback: false },
  retentionDays: 30,
  idleHours: 2,
  blockHours: 12,
  limits: {
    sockets: 20_000,
    socketsPerAddress: 500,
    framesPerSecond: 20,
    frameBytesPerSecond: 65_536,
    unreadBytes: 1_048_576,
    linesPerConversation: 2_000,
    linesPerMinute: 30,
    dataMegabytes: 0,
  },
  log: 'text',
} as const;

/** The server on which librarians have their accounts, and where the relay is a component (XEP-0114). */
export const xmpp = object({
  about: `Librarians in their own instant messengers. The secret of the component comes from the environment: ${XMPP_SECRET}.`,
  example: '{ "domain": "ask.library.example" }',
  secret: XMPP_SECRET,
  keys: {
    domain: required(
      text({
        about: "The component's domain: patrons and desks have their addresses there.",
        example: 'ask.library.example',
        max: 253,
        pattern: DOMAIN_PATTERN,
        fault: domainFault,
      }),
    ),
    host: otherwise<string>(
      DEFAULTS.xmpp.host,
      text({
        about: 'Where the XMPP server takes components. What goes there is not encrypted.',
        example: DEFAULTS.xmpp.host,
        max: 253,
        pattern: HOST_PATTERN,
        fault: serverFault,
      }),
    ),
    port: otherwise<number>(
      DEFAULTS.xmpp.port,
      wholeNumber({ about: 'The port for components.', from: 1, to: 65_535, example: DEFAULTS.xmpp.port }),
    ),
    beyondLoopback: otherwise<boolean>(
      DEFAULTS.xmpp.beyondLoopback,
      flag({
        about:
          'Allow a host that is not this machine. Only over a tunnel or a network of your own: every question and the secret cross it in the clear.',
      }),
    ),
  },
});

const limit = (name: keyof typeof DEFAULTS.limits, from: number, to: number, about: string) =>
  otherwise<number>(DEFAULTS.limits[name], wholeNumber({ about, from, to, example: DEFAULTS.limits[name] }));

export const limits = object({
  about: 'Limits before which no library should ever stand; they keep one bad page from harming others.',
  example: '{ "linesPerMinute": 30 }',
  keys: {
    sockets: limit('sockets', 10, 1_000_000, 'Open sockets in all.'),
    socketsPerAddress: limit(
      'socketsPerAddress',
      1,
      1_000_000,
      'Open sockets from one network address; a campus may be one address. Held in memory only.',
    ),
    framesPerSecond: limit('framesPerSecond', 5, 100_000, 'Frames a second that one socket may send.'),
    frameBytesPerSecond: limit(
      'frameBytesPerSecond',
      MAX_FRAME_BYTES,
      16_777_216,
      'Bytes a second that one socket may send; the longest frame has 32,768.',
    ),
    unreadBytes: limit(
      'unreadBytes',
      65_536,
      67_108_864,
      'A page that leaves more bytes than this unread is cut off and comes back later.',
    ),
    linesPerConversation: limit('linesPerConversation', 10, 100_000, 'Lines that one conversation takes.'),
    linesPerMinute: limit('linesPerMinute', 1, 100_000, 'Lines of one patron in one minute.'),
    dataMegabytes: limit(
      'dataMegabytes',
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
    $schema: optional(
      text({
        about: 'Where editors find this schema; the relay does not read it.',
        example: 'ask-librarian.schema.json',
        max: 1_000,
      }),
    ),
    title: required(text({ about: 'The name of the library.', example: 'Newport Public Library', max: 80 })),
    listen: otherwise<{ host: string; port: number }>(
      DEFAULTS.listen,
      object({
        about: 'Where the relay listens.',
        example: '{ "port": 8080 }',
        keys: {
          host: otherwise<string>(
            DEFAULTS.listen.host,
            text({
              about:
                'An address of this machine; "0.0.0.0" or "::" for all, which lets the whole network in without TLS.',
              example: DEFAULTS.listen.host,
              max: 253,
              pattern: HOST_PATTERN,
              fault: hostFault,
            }),
          ),
          port: otherwise<number>(
            DEFAULTS.listen.port,
            wholeNumber({
              about: '0: any free port. The environment variable PORT goes before this.',
              from: 0,
              to: 65_535,
              example: DEFAULTS.listen.port,
            }),
          ),
        },
      }),
    ),
    address: optional(
      text({
        about: 'The origin under which browsers reach the relay; sign-in links begin with it.',
        example: 'https://ask.library.example',
        max: 300,
        pattern: ORIGIN_PATTERN,
        fault: originFault,
      }),
    ),
    behindProxy: otherwise<boolean>(
      DEFAULTS.behindProxy,
      flag({
        about:
          'Believe the last entry of X-Forwarded-For and X-Forwarded-Proto. Only where a proxy of your own sets them: else anybody can write anything there.',
      }),
    ),
    data: otherwise<string>(
      DEFAULTS.data,
      text({
        about: 'The file that keeps everything, from the folder of this file. On a local disk, not a network share.',
        example: DEFAULTS.data,
        max: 1_000,
        fault: dataFault,
      }),
    ),
    origins: otherwise<readonly string[]>(
      DEFAULTS.origins,
      list({
        about: 'Origins of the pages that carry the tag, or "*" alone for any. Pages of the relay itself always may.',
        of: text({
          about: 'Scheme, host and, where it is not the usual one, port.',
          example: 'https://catalogue.example',
          max: 300,
          pattern: `^\\*$|${ORIGIN_PATTERN}`,
          fault: (value) => (value === '*' ? undefined : originFault(value)),
        }),
      }),
    ),
    desks: required(
      named({
        about: 'The desks, each under a name of small letters, digits and hyphens that tags and addresses use for it.',
        example: '{ "main": { … } }',
        none: 'There is no desk. Write at least one, such as "main": { "title": "Reference desk", … }.',
        pattern: NAME_PATTERN,
        nameFault,
        of: desk,
      }),
    ),
    librarians: required(
      named({
        about: 'The librarians, each under the name she signs in with.',
        example: '{ "ann": { "displayName": "Ann" } }',
        none: 'There is no librarian. Write at least one, such as "ann": { "displayName": "Ann" }.',
        pattern: NAME_PATTERN,
        nameFault,
        of: librarian,
      }),
    ),
    xmpp: optional(xmpp),
    retentionDays: otherwise<number>(
      DEFAULTS.retentionDays,
      wholeNumber({
        about:
          'A conversation is forgotten this many days after its last line; 0: as soon as it is closed, but a question without an answer, or an answer the patron has not had, is kept for up to 30 days.',
        from: 0,
        to: 3_650,
        example: DEFAULTS.retentionDays,
      }),
    ),
    idleHours: otherwise<number>(
      DEFAULTS.idleHours,
      decimal({
        about:
          'A conversation closes this many hours after the patron left, unless her question has no answer, or she has not had it.',
        from: 0.1,
        to: 168,
        example: DEFAULTS.idleHours,
      }),
    ),
    blockHours: otherwise<number>(
      DEFAULTS.blockHours,
      decimal({
        about:
          'For so many hours after a librarian has blocked a conversation the desk takes no new one from that network address. Held in memory only, and never as an address.',
        from: 0.1,
        to: 720,
        example: DEFAULTS.blockHours,
      }),
    ),
    limits: otherwise<{ [N in keyof typeof DEFAULTS.limits]: number }>(DEFAULTS.limits, limits),
    log: otherwise<'text' | 'json'>(
      DEFAULTS.log,
      choice({
        about: 'How the relay writes its log to standard error: lines to read, or JSON lines.',
        of: ['text', 'json'],
      }),
    ),
  },
});

/** The config for editors, as JSON Schema; `ask-librarian.schema.json` holds exactly this. */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'ask-librarian config',
  // Not of the standard: VS Code marks trailing commas as wrong without it.
  allowTrailingCommas: true,
  ...file.schema,
};
