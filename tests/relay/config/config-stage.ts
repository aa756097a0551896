import { type Config, readConfig } from '../../../relay/config/config.ts';
import type { Mistake } from '../../../relay/config/mistakes.ts';

/** A valid config with every key. */
export const WHOLE = `{
  "$schema": "ask-librarian.schema.json",
  "title": "Newport Public Library",
  "listen": { "host": "127.0.0.1", "port": 8080 },
  "address": "https://ask.library.example",
  "behindProxy": false,
  "data": "data/ask-librarian.db",
  "origins": ["https://catalogue.example", "http://localhost:8080"],
  "desks": {
    "main": {
      "title": "Reference desk",
      "zone": "America/New_York",
      "librarians": ["ann", "ben"],
      "hours": {
        "monday": ["13:00-17:00", "09:00-12:00"],
        "tuesday": ["09:00-12:00", "12:00-24:00"],
        "wednesday": ["09:00-17:00"],
        "thursday": ["09:00-17:00"],
        "friday": ["09:00-17:00"],
        "saturday": ["10:00-14:00"],
        "sunday": [],
      },
      "phone": "+1 (757) 555-0142 ext. 7",
      "email": "ask@library.example", "dates": { "2026-12-24": { "hours": ["09:00-11:30"], "why": "Christmas Eve" }, "2026-12-25": {} },
      "address": "110 Main Street, Newport", "mayClose": ["ann"], "places": ["2nd floor desk", "Map room"], "ring": "in-order", "handOn": { "to": "night", "afterSeconds": 90, "whenClosed": true }, "tellLate": { "to": "ben", "openHours": 4.5 }, "rota": { "ann": { "wednesday": ["09:00-12:30"], "friday": [] } }, "replies": { "hello": "Hello, I am {name}.", "Thanks": "Thank you for asking." },
    },
    "archives": { "title": "Archives", "zone": "UTC", "librarians": ["ben"] }, "night": { "title": "Night", "zone": "UTC", "librarians": ["ben"] },
  },
  "librarians": {
    "ann": { "displayName": "Ann", "xmpp": "ann@library.example", "atOnce": 3, "publish": true },
    "ben": { "displayName": "Ben" }, // not asked yet
  },
  "retentionDays": 14,
  "idleHours": 0.5, "blockHours": 24,
  "limits": {
    "sockets": 1000,
    "socketsPerAddress": 100,
    "framesPerSecond": 10,
    "frameBytesPerSecond": 40000,
    "unreadBytes": 100000,
    "linesPerConversation": 500,
    "linesPerMinute": 20,
    "dataMegabytes": 100,
  },
  "log": "json",
  "xmpp": {
    "domain": "chat.library.example",
    "host": "::1",
    "port": 5348,
    "beyondLoopback": false,
  },
}
`;

/** The environment that WHOLE needs. */
export const ENV = { XMPP_SECRET: 'hunter2-of-the-component' };

export const LEAST = `{
  "title": "Newport Public Library",
  "desks": { "main": { "title": "Reference desk", "zone": "America/New_York", "librarians": ["ann"] } },
  "librarians": { "ann": { "displayName": "Ann" } }
}`;

const MARK = '»';

/** WHOLE with one piece replaced. A » in the new piece marks where the mistake must be reported; it is removed. */
export const changed = (from: string, to: string): { text: string; line: number; column: number } => {
  if (WHOLE.split(from).length !== 2) throw new Error(`${from} must be in WHOLE exactly once`);
  const marked = WHOLE.replace(from, () => to);
  const before = marked.slice(0, marked.indexOf(MARK)).split('\n');
  return { text: marked.replace(MARK, ''), line: before.length, column: (before.at(-1) ?? '').length + 1 };
};

export const mistakesIn = (text: string, env: Record<string, string> = {}): Mistake[] => {
  const read = readConfig(text, { file: '/etc/ask/ask-librarian.jsonc', env: { ...ENV, ...env } });
  return 'mistakes' in read ? read.mistakes : [];
};

export const configOf = (
  text: string,
  env: Record<string, string> = {},
  file = '/etc/ask/ask-librarian.jsonc',
): Config => {
  const read = readConfig(text, { file, env: { ...ENV, ...env } });
  if ('mistakes' in read) throw new Error(read.mistakes.map(({ message }) => message).join('\n'));
  return read.config;
};
