import { DEFAULTS } from './defaults.ts';
import { desk, librarian } from './desk-keys.ts';
import { choice, decimal, flag, list, optional, otherwise, required, text, wholeNumber } from './fields.ts';
import { dataFault, HOST_PATTERN, hostFault, NAME_PATTERN, nameFault } from './formats.ts';
import { limits } from './limit-keys.ts';
import { named, object } from './objects.ts';
import { ORIGIN_PATTERN, originFault } from './origins.ts';
import { xmpp } from './xmpp-keys.ts';

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
