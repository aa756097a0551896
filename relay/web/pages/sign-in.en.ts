/** What the console's plain pages say: each a title, a sentence or two, and perhaps a button. */
export interface PageWords {
  title: string;
  text: string;
  button?: string;
}

export type PlainPage = 'signIn' | 'linkUsedUp' | 'noSignIn' | 'signedOut' | 'tooMany' | 'elsewhere' | 'notNow';

export const WORDS: Record<'en', Record<PlainPage, PageWords>> = {
  en: {
    signIn: {
      title: 'Sign in to the console',
      text: 'This link signs you in once, in this browser, for 12 hours.',
      button: 'Sign in',
    },
    linkUsedUp: {
      title: 'This link does not sign you in',
      text: 'It was used before, has expired, or is not complete. Ask whoever runs the relay for a new one: they make it with “ask-librarian invite” and your name.',
    },
    noSignIn: {
      title: 'You are not signed in',
      text: 'The console opens with a link of your own. Ask whoever runs the relay for one: they make it with “ask-librarian invite” and your name.',
    },
    signedOut: {
      title: 'You are signed out',
      text: 'Nobody can answer in your name from this browser now. To come back, ask for a new link.',
    },
    tooMany: {
      title: 'Too many links that did not work',
      text: 'They came from your network. Wait ten minutes, then open your link again: it has not been used up.',
    },
    elsewhere: {
      title: 'This came from another website',
      text: 'For your safety nothing was done. Open your link again, or go to the console, and press the button there.',
    },
    notNow: {
      title: 'The relay cannot do this at the moment',
      text: 'Wait a minute and try again. A link that did not sign you in has not been used up.',
    },
  },
};
