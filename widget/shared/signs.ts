import type { Availability } from '../../relay/protocol/whereabouts.ts';

/**
 * The five signs of a reference desk, the same in bubble, chat, console and badge: a lamp that is lit, a lit lamp
 * whose librarian is in the middle of something, the sign hung on the door, the shut book, the lamp unlit.
 */
export type Sign = 'lit' | 'busy' | 'away' | 'closed' | 'unlit';

const LAMP = 'M11 11h2v8h5v2H6v-2h5zM8 2h8l4 9H4z';
const RAYS = 'M7 13h2l-2 4H5zM15 13h2l2 4h-2z';

/** One path each for `viewBox="0 0 24 24"`, to be filled with `currentColor` under `fill-rule="evenodd"`. */
export const SIGNS: Record<Sign, string> = {
  lit: LAMP + RAYS,
  busy: `${LAMP}M8 6h2v2H8zM11 6h2v2h-2zM14 6h2v2h-2z${RAYS}`,
  unlit: `${LAMP}M9 4L7 9h10l-2-5z`,
  away: 'M12 1l7 9h3v12H2V10h3zM12 4l-4 6h8zM6 13v2h12v-2zM6 17v2h8v-2z',
  closed: 'M7 2h13v20H7a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3zM18 17H7v3h11zM8 6v4h8V6z',
};

const SIGN_OF: Record<Availability, Sign> = {
  available: 'lit',
  busy: 'busy',
  away: 'away',
  offline: 'closed',
  unsure: 'unlit',
};

/** Which sign stands for a desk or a librarian; nothing known is the lamp unlit. */
export const signOf = (whereabouts: { availability: Availability } | undefined): Sign =>
  SIGN_OF[whereabouts?.availability ?? 'unsure'];
