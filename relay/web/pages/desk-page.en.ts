import type { SorryCode } from '../../protocol/frames.ts';
import type { Availability } from '../../protocol/whereabouts.ts';

/** "at 3:00 PM"; of another day "Sat 3:00 PM", which no "at" goes before. */
const at = (moment: string): string => moment.replace(/^\d/, 'at $&');

/** What the page without script, and the badge, say. */
export const DESK_WORDS = {
  availability: {
    available: 'A librarian is there',
    busy: 'Busy',
    away: 'Away',
    unsure: 'Not sure who is there',
    offline: 'Nobody is here now',
  } satisfies Record<Availability, string>,
  asOf: (time: string) => `as of ${time}`,
  dueBack: (moment: string) => `was due back ${at(moment)}`,
  back: (moment: string) => `back ${at(moment)}`,
  until: (moment: string) => `until ${moment}`,
  opens: (time: string) => `Opens ${time}`,
  quoted: (words: string) => `“${words}”`,
  pausedUntil: (time: string) => `This desk takes no new questions until ${time}.`,
  youCan: {
    phone: (phone: string) => `You can call ${phone}.`,
    email: (email: string) => `You can write to ${email}.`,
    address: (address: string) => `You can come to ${address}.`,
  },
  question: 'Your question',
  more: 'Write more',
  send: 'Send',
  look: 'Look for an answer',
  kept: 'Your question is kept. Leave this page open and look for an answer from time to time, or keep the link below: nothing else leads back to it.',
  link: {
    page: (desk: string) => `Your conversation · ${desk}`,
    title: 'Link to this conversation',
    whoever: 'Copy it, or make a bookmark of it. Whoever has it can read and go on with this conversation.',
    text: 'To open the link by itself this page needs JavaScript, which does not run here. Switch it on and load the page again, or paste the whole link here. Your question is kept.',
    label: 'Your link',
    open: 'Open it',
    unknown:
      'The library has no conversation under this link. It was deleted, or a character of the link is wrong. Nothing was begun; you can ask anew below.',
  },
  tryAgain: 'Try again',
  forget: 'Forget this',
  forgotten: 'The relay has forgotten it. What a librarian’s own program has kept is beyond its reach.',
  askAnother: 'Ask another question',
  you: 'You',
  librarian: 'Librarian',
  edited: '(edited)',
  withdrawn: (name: string) => `${name} has withdrawn a line.`,
  claimed: (name: string) => `${name} is answering.`,
  passed: (name: string, to?: string) => `${name} has handed it ${to === undefined ? 'back to the desk' : `to ${to}`}.`,
  moved: (name: string | undefined, to: string) =>
    name === undefined ? `It was handed to ${to}.` : `${name} has handed it to ${to}.`,
  joined: (name: string) => `${name} takes part.`,
  lapsed: (name: string, to?: string) => `${name} had to go.${to === undefined ? '' : ` ${to} will answer you.`}`,
  closed: 'This conversation has ended. If you write more, it goes on.',
  phone: 'Phone',
  email: 'Email',
  address: 'Address',
  unknownDesk: { title: 'There is no such desk', text: 'Check the address, or go back to the catalogue.' },
  elsewhere: { title: 'This came from another website', text: 'For your safety nothing was sent.' },
  tooManyForms: {
    title: 'That was a lot at once',
    text: 'Too much came from your network in a short time. Nothing was sent; wait ten minutes and try again.',
  },
  sorry: {
    gone: 'This conversation is forgotten. You can ask anew.',
    'unknown-desk': 'There is no such desk.',
    'too-long': 'That is too long. Shorten it to 4,000 characters.',
    empty: 'Write your question first.',
    'other-content': 'This was sent before with another text. Send it again.',
    'too-many': 'That was a lot at once. Wait a minute and send it again.',
    'not-kept': 'It could not be kept at the moment. Nothing was sent; try again in a minute.',
    blocked: 'This desk takes no questions from your network for now.',
    paused: 'This desk takes no new questions for now.',
    'not-yours': 'This is not possible.',
    'not-there': 'This is not possible.',
    'no-place': 'This is not possible.',
  } satisfies Record<SorryCode, string>,
};
