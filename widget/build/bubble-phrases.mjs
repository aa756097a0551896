/** Writes the file with the bubble's texts and icons that the relay sends together with the whereabouts of a desk. */

import { AVAILABILITIES } from '../../relay/protocol/whereabouts.ts';
import { SIGNS, signOf } from '../shared/signs.ts';

/** The icon of each availability, as a value of the CSS property `clip-path`. */
export const signs = Object.fromEntries(
  AVAILABILITIES.map((availability) => [availability, `path(evenodd,"${SIGNS[signOf({ availability })]}")`]),
);

/**
 * A Rollup plugin that writes `strings/bubble.LANGUAGE.json` for each language: the texts of the bubble and the icons.
 * `languages`: the texts by language.
 */
export const bubblePhrases = (languages) => ({
  name: 'bubble-phrases',
  generateBundle() {
    for (const [language, phrases] of Object.entries(languages)) {
      const source = JSON.stringify({ ...phrases, signs });
      this.emitFile({ type: 'asset', fileName: `strings/bubble.${language}.json`, source });
    }
  },
});
