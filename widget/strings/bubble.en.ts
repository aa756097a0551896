/**
 * The English texts of the bubble. The relay sends them together with the whereabouts, so the bubble's script itself
 * contains only the text "Ask a librarian".
 */
export const EN = {
  /** The language of these texts, in which times are written too. */
  language: 'en',
  ask: 'Ask a librarian',
  available: 'Available',
  busy: 'Busy',
  away: 'Away',
  offline: 'No one’s at the desk',
  unsure: 'Checking who’s available',
  quoted: '“{}”',
  until: 'until {}',
  due: 'was due back at {}',
  opens: 'Closed · opens {}',
  /** A time on the desk's clock, then the same on the patron's clock, if that reads differently. */
  yours: '{}, {} your time',
  /** The number of unread lines, shown after `ask`. */
  unread: ' {} new',
  opening: 'Opening…',
  failed: 'The chat couldn’t open here. It opens in a new tab instead.',
};
