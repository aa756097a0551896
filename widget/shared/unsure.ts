import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';

/** The same desk when it is not known any more who is there. What does not change by the minute stays. */
export const unsure = ({ until: _, ...desk }: Whereabouts): Whereabouts => ({
  ...desk,
  availability: 'unsure',
  librarians: [],
});
