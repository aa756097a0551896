import { MAX_FRAME_BYTES } from '../protocol/limits.ts';
import { DEFAULTS } from './defaults.ts';
import { otherwise, wholeNumber } from './fields.ts';
import { object } from './objects.ts';

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
