/** The bubble's words. They travel with the whereabouts, so that the bubble's script carries none but "Ask a librarian". */
export const EN = {
  /** The language of these words, for the times among them. */
  language: 'en',
  ask: 'Ask a librarian',
  available: 'Available',
  busy: 'Busy',
  away: 'Away',
  offline: 'Nobody is here now',
  unsure: 'Not sure who is there',
  quoted: '“{}”',
  until: 'until {}',
  due: 'was due back at {}',
  opens: 'Closed · opens {}',
  /** A time on the desk's clock, and on the patron's where that reads differently. */
  yours: '{}, {} your time',
  /** Stands beside `ask`. */
  unread: ' {} new',
  opening: 'Opening…',
  failed: 'The chat did not open. Its own page opens instead.',
};
