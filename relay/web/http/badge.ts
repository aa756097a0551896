import type { DeskName } from '../../desk/roster.ts';
import type { Whereabouts } from '../../protocol/whereabouts.ts';
import { DESK_WORDS as WORDS } from '../pages/desk-page.en.ts';
import { html } from '../pages/html.ts';
import { deskTime, whereaboutsText } from '../pages/whereabouts-text.ts';
import { plain, type Route, type RouteResponse } from './routes.ts';

/** The approximate width of a letter at 14 px, in px. */
const LETTER = 7.2;
const HEIGHT = 28;

/**
 * `GET /desks/:desk/badge.svg`: the desk's availability as a picture, for places where no script runs, such as mail or a wiki. People
 * may look at a picture long after it was made, so it says at what time it was true, and it never shows a lit lamp.
 */
export const badgeRoute = (whereabouts: (desk: DeskName) => Whereabouts | undefined, now: () => number): Route => ({
  method: 'GET',
  pattern: '/desks/:desk/badge.svg',
  handle: ({ params }): RouteResponse => {
    const desk = whereabouts(params.desk ?? '');
    if (!desk) return plain(404, WORDS.unknownDesk.title);
    const line = `${desk.name}: ${whereaboutsText(desk, now())} (${WORDS.asOf(deskTime(now(), desk.zone))})`;
    const width = Math.ceil([...line].length * LETTER) + 24;
    return {
      status: 200,
      headers: {
        'Content-Type': 'image/svg+xml',
        'Cache-Control': 'no-store',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Access-Control-Allow-Origin': '*',
        'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      },
      body: html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${line}">
<title>${line}</title>
<rect x=".5" y=".5" width="${width - 1}" height="${HEIGHT - 1}" rx="6" fill="#fffdf8" stroke="#b9ad97"/>
<text x="12" y="19" fill="#221d16" font-family="Georgia, serif" font-size="14" textLength="${width - 24}" lengthAdjust="spacingAndGlyphs">${line}</text>
</svg>
`.toString(),
    };
  },
});
