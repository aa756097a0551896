import type { Desk } from '../../desk/desk.ts';
import { counter, gauge, type Measure, processMeasures } from './metrics.ts';
import type { Tally } from './tally.ts';

/** All that `/metrics` tells. */
export const edgeMeasures = (
  { conversations, waiting, patrons, librarians, kept }: ReturnType<Desk['counts']>,
  sockets: { patrons: { size: number }; consoles: { size: number } },
  { framesIn, framesOut, bytesIn, closes }: Tally,
  xmppUp?: boolean,
): Measure[] => [
  {
    name: 'ask_librarian_sockets',
    help: 'Open sockets.',
    type: 'gauge',
    values: [
      ['side="patron"', sockets.patrons.size],
      ['side="console"', sockets.consoles.size],
    ],
  },
  gauge('ask_librarian_conversations', 'Conversations not closed.', conversations),
  gauge('ask_librarian_conversations_waiting', 'Conversations in which a line waits for an answer.', waiting),
  gauge('ask_librarian_pages', "Patrons' pages that have said hello.", patrons),
  gauge('ask_librarian_librarians', 'Librarians who can be reached.', librarians),
  ...(xmppUp === undefined
    ? []
    : [gauge('ask_librarian_xmpp_up', 'Is the link to the XMPP server up?', Number(xmppUp))]),
  counter('ask_librarian_entries_kept_total', 'Entries kept since the start.', kept),
  {
    name: 'ask_librarian_frames_total',
    help: 'Frames of all sockets.',
    type: 'counter',
    values: [
      ['direction="in"', framesIn],
      ['direction="out"', framesOut],
    ],
  },
  counter('ask_librarian_frame_bytes_in_total', 'Bytes of the frames that came in.', bytesIn),
  {
    name: 'ask_librarian_closes_total',
    help: 'Closed sockets by code.',
    type: 'counter',
    values: [...closes].map(([code, times]) => [`code="${code}"`, times] as const),
  },
  ...processMeasures(),
];
