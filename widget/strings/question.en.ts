/** What the page of a private link says. */
export const EN = {
  opening: 'Opening your conversation…',
  open: 'Your conversation is open on this page. Whoever has the link can read and go on with it. When this tab is closed, only the link leads back.',
  none: 'There is no conversation on this page. Open the link you kept once more, all of it; or ask a new question with the button below.',
  broken:
    'This link is not complete, or a character of it is wrong. Copy all of it, up to its end, and open it once more. Nothing was begun.',
  gone: 'The library has no conversation under this link. It was deleted, or a character of the link is wrong. Nothing was begun; you can ask a new question with the button below.',
  unreachable: 'The library cannot be reached at the moment. Your link stays good.',
  blocked: 'This browser lets the page keep nothing, not even until it is closed. Open the link in another browser.',
};
