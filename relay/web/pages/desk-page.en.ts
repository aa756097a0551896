import type { SorryCode } from '../../protocol/frames.ts';
import type { Availability } from '../../protocol/whereabouts.ts';

/** Puts "at" before a time of today: "at 3:00 PM". A moment of another day, "Sat at 3:00 PM", already has it. */
const at = (moment: string): string => moment.replace(/^\d/, 'at $&');

/** The sentences of the pages without script, and of the badge. */
export const DESK_WORDS = {
  availability: {
    available: 'A librarian is available',
    busy: 'Busy',
    away: 'Away',
    unsure: 'We can’t check who’s available right now',
    offline: 'No one’s at the desk',
  } satisfies Record<Availability, string>,
  asOf: (time: string) => `as of ${time}`,
  dueBack: (moment: string) => `was due back ${at(moment)}`,
  back: (moment: string) => `back ${at(moment)}`,
  until: (moment: string) => `until ${moment}`,
  opens: (moment: string) => `Opens ${at(moment)}`,
  /** The day and the time of a moment that is not today. */
  dayAndTime: (day: string, time: string) => `${day} at ${time}`,
  quoted: (words: string) => `“${words}”`,
  pausedUntil: (moment: string) => `This desk isn’t taking new questions until ${moment}.`,
  youCan: {
    phone: (phone: string) => `You can call ${phone}.`,
    email: (email: string) => `You can write to ${email}.`,
    address: (address: string) => `You can come to ${address}.`,
  },
  question: 'Your question',
  more: 'Add a message',
  send: 'Send',
  look: 'Check for an answer',
  kept: 'We’ve saved your question. Leave this page open and check for an answer from time to time, or save the link below: there is no other way back to it.',
  link: {
    page: (desk: string) => `Your conversation · ${desk}`,
    title: 'Private link to this conversation',
    whoever: 'Copy it or bookmark it. Anyone with this link can read and continue this conversation.',
    text: 'This page needs JavaScript to open the link by itself, and JavaScript is turned off here. Turn it on and reload the page, or paste the whole link below. Your question is saved.',
    label: 'Your link',
    open: 'Open conversation',
    unknown:
      'The library has no conversation at this link. It was deleted, or a character of the link is wrong. No new conversation was started; you can ask again below.',
  },
  tryAgain: 'Try again',
  forget: 'Delete conversation',
  forgotten: 'The conversation was deleted. A copy may remain in the librarian’s messaging app.',
  askAnother: 'Ask another question',
  you: 'You',
  librarian: 'Librarian',
  edited: '(edited)',
  withdrawn: (name: string) => `${name} withdrew a message.`,
  claimed: (name: string) => `${name} is answering.`,
  passed: (name: string, to?: string) =>
    `${name} passed your question ${to === undefined ? 'back to the desk' : `to ${to}`}.`,
  moved: (name: string | undefined, to: string) =>
    name === undefined ? `Your question was passed to ${to}.` : `${name} passed your question to ${to}.`,
  joined: (name: string) => `${name} joined.`,
  lapsed: (name: string, to?: string) => `${name} had to leave.${to === undefined ? '' : ` ${to} will answer you.`}`,
  closed: 'This conversation has ended. If you write again, it continues.',
  phone: 'Phone',
  email: 'Email',
  address: 'Address',
  unknownDesk: { title: 'Desk not found', text: 'Check the address, or go back to the catalog.' },
  elsewhere: { title: 'This came from another website', text: 'For your safety, nothing was sent.' },
  tooManyForms: {
    title: 'Too many messages at once',
    text: 'Too many messages came from your network in a short time. Nothing was sent. Wait ten minutes and try again.',
  },
  sorry: {
    gone: 'This conversation was deleted. You can ask again.',
    'unknown-desk': 'This desk was not found.',
    'too-long': 'Your message is too long. Shorten it to 4,000 characters.',
    empty: 'Write your question first.',
    'other-content': 'This was sent before with different text. Send it again.',
    'too-many': 'You’re sending messages very quickly. Wait a minute and send it again.',
    'not-kept': 'We couldn’t save your message. Nothing was sent; try again in a minute.',
    blocked: 'This desk isn’t taking questions from your network right now.',
    paused: 'This desk isn’t taking new questions right now.',
    'not-yours': 'This is not possible.',
    'not-there': 'This is not possible.',
    'no-place': 'This is not possible.',
  } satisfies Record<SorryCode, string>,
};
