import type { Availability } from '../relay/protocol/whereabouts.ts';

/**
 * The five signs of a reference desk, the same in bubble, chat, console and badge: a lamp that is lit, a lit lamp
 * whose librarian is in the middle of something, the sign hung on the door, the shut book, the lamp unlit.
 */
export type Sign = 'lit' | 'busy' | 'away' | 'closed' | 'unlit';

const STAND = 'M11 11h2v8h4.2a.8.8 0 0 1 .8.8V21H6v-1.2a.8.8 0 0 1 .8-.8H11z';
const SHADE = 'M8.2 2h7.6a1 1 0 0 1 .95.7L19.6 11H4.4l2.85-8.3A1 1 0 0 1 8.2 2z';
const RAYS =
  'M7.9 13.1l1.4.6-1.3 3.1-1.4-.6zM16.1 13.1l-1.4.6 1.3 3.1 1.4-.6zM4.7 12.9l1.1 1-2.2 2.5-1.1-1zM19.3 12.9l-1.1 1 2.2 2.5 1.1-1z';
const DOTS =
  'M8.6 6a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2zM12 6a1.1 1.1 0 1 0 0 2.2A1.1 1.1 0 0 0 12 6zM15.4 6a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2z';

/** One path each for `viewBox="0 0 24 24"`, to be filled with `currentColor` under `fill-rule="evenodd"`. */
export const SIGNS: Record<Sign, string> = {
  lit: STAND + SHADE + RAYS,
  busy: STAND + SHADE + DOTS + RAYS,
  unlit: `${STAND}${SHADE}M8.75 3.6L6.7 9.4h10.6l-2.05-5.8z`,
  away:
    'M12 1.2a1.8 1.8 0 0 1 1.5 2.8l5.4 6H20a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 20 22H4a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 4 10h1.1' +
    'l5.4-6A1.8 1.8 0 0 1 12 1.2zM7.3 10h9.4L12.4 5h-.8zM6 13.2v1.6h12v-1.6zM6 17.2v1.6h7.5v-1.6z',
  closed:
    'M7.2 2h11.3a1.5 1.5 0 0 1 1.5 1.5V22H7.2A3.2 3.2 0 0 1 4 18.8V5.2A3.2 3.2 0 0 1 7.2 2zM18.4 17.2H7.2a1.6 1.6 0 0 0 0 3.2h11.2z' +
    'M9 5.6v4.2h6.8V5.6z',
};

/** Which sign stands for a desk or a librarian; nothing known is the lamp unlit. */
export function signOf(whereabouts: { availability: Availability; opens?: number } | undefined): Sign {
  switch (whereabouts?.availability) {
    case 'available':
      return 'lit';
    case 'busy':
      return 'busy';
    case 'away':
      return 'away';
    case 'offline':
      return 'closed';
    default:
      return 'unlit';
  }
}
