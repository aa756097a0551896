/** The texts of one of the console's pages without script: a title, a sentence or two, and a button if the page has a form. */
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
      title: 'This link can’t sign you in',
      text: 'It was used before, has expired, or is incomplete. Ask the person who runs the relay for a new one. They make it with “ask-librarian invite” and your name.',
    },
    noSignIn: {
      title: 'You’re not signed in',
      text: 'You need a sign-in link of your own to open the console. Ask the person who runs the relay for one. They make it with “ask-librarian invite” and your name.',
    },
    signedOut: {
      title: 'You’re signed out',
      text: 'You’re signed out on this browser. To come back, ask for a new link.',
    },
    tooMany: {
      title: 'Too many links didn’t work',
      text: 'They were opened from your network. Wait ten minutes, then open your link again. It still works.',
    },
    elsewhere: {
      title: 'This came from another website',
      text: 'For your safety, nothing was done. Open your link again, or go to the console, and use the button there.',
    },
    notNow: {
      title: 'The relay can’t do this right now',
      text: 'Wait a minute and try again. If a link didn’t sign you in, it still works.',
    },
  },
};
