/** The English texts of the page that a private link opens. */
export const EN = {
  opening: 'Opening your conversation…',
  open: 'Your conversation is open on this page. Anyone with this link can read and continue this conversation. After you close this tab, you need the link to come back.',
  none: 'There is no conversation on this page. Open your private link again, and make sure it is complete. Or ask a new question with the button below.',
  broken:
    'This link is incomplete, or one of its characters is wrong. Copy the whole link and open it again. No new conversation was started.',
  gone: 'The library has no conversation under this link. It was deleted, or a character of the link is wrong. No new conversation was started. You can ask a new question with the button below.',
  unreachable: 'The library can’t be reached right now. Your link still works.',
  blocked: 'This browser is blocking storage, even for a single tab. Open the link in another browser.',
};
