import { AVAILABILITIES } from '../../relay/protocol/whereabouts.ts';
import { SIGNS, signOf } from '../shared/signs.ts';

/** As values of `clip-path`. */
export const signs = Object.fromEntries(
  AVAILABILITIES.map((availability) => [availability, `path(evenodd,"${SIGNS[signOf({ availability })]}")`]),
);

/** Writes each language's words of the bubble, with the desk's signs, as JSON; the relay sends them along with the whereabouts. */
export const bubblePhrases = (languages) => ({
  name: 'bubble-phrases',
  generateBundle() {
    for (const [language, phrases] of Object.entries(languages)) {
      const source = JSON.stringify({ ...phrases, signs });
      this.emitFile({ type: 'asset', fileName: `strings/bubble.${language}.json`, source });
    }
  },
});
