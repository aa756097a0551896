/** The signs that show the availability of a desk or a librarian. */
import type { Availability, Whereabouts } from '../../relay/protocol/whereabouts.ts';

/**
 * The five signs, the same in bubble, chat, console and badge: `lit`, a desk lamp that is on; `busy`, the same lamp with
 * three dots; `away`, the sign that hangs on a door; `closed`, a closed book; `unlit`, a lamp that is off.
 */
export type Sign = 'lit' | 'busy' | 'away' | 'closed' | 'unlit';

const LAMP = 'M11 11h2v8h5v2H6v-2h5zM8 2h8l4 9H4z';
const RAYS = 'M7 13h2l-2 4H5zM15 13h2l2 4h-2z';

/** For each sign the path of an SVG with `viewBox="0 0 24 24"`, to be filled with `fill-rule="evenodd"`. */
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

/** The sign for a desk or a librarian. Where nothing is known, it is the lamp that is off. */
export const signOf = (whereabouts: { availability: Availability } | undefined): Sign =>
  SIGN_OF[whereabouts?.availability ?? 'unsure'];

/**
 * The same desk after its whereabouts have become too old to be trusted: its availability is unsure and no librarian is
 * named. What does not change from minute to minute stays, such as its name, hours and contacts.
 */
export const unsure = ({ until: _, ...desk }: Whereabouts): Whereabouts => ({
  ...desk,
  availability: 'unsure',
  librarians: [],
});
