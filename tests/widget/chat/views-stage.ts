import type { PatronEntry } from '../../../relay/protocol/entries.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import type { ConversationView, Line, OwnLine, Tick } from '../../../widget/chat/conversation/conversation-view.ts';
import type { Details, More, Reader } from '../../../widget/chat/views/reader.ts';
import { EN } from '../../../widget/strings/chat.en.ts';

export const NOON = Date.parse('2026-03-10T12:00');

/** Pat, who reads English at noon. `more`, `details`: the views that come later, as far as a test needs them. */
export const reader = (more?: Partial<More>, details?: Partial<Details>): Reader => ({
  words: EN,
  language: 'en-US',
  now: NOON,
  signs: undefined,
  details: () => details as Details | undefined, // as: the rest is not called
  more: () => more as More | undefined, // as: the rest is not called
});

export const view = (changes: Partial<ConversationView> = {}): ConversationView => ({
  lines: [],
  link: 'live',
  unread: 0,
  forgetting: false,
  limits: { text: 4_000 },
  ...changes,
});

export const pat = (seq: number, text: string, tick: Tick = 'kept', minute = 0): OwnLine => ({
  kind: 'said',
  by: 'patron',
  id: `pat-${seq}`,
  ...(tick !== 'sending' && tick !== 'failed' && { seq }),
  at: NOON + minute * 60_000,
  text,
  tick,
});

export const ann = (seq: number, text: string, name: string | undefined = 'Ann', minute = 0): Line => ({
  kind: 'said',
  by: 'librarian',
  ...(name && { name }),
  id: `ann-${seq}`,
  seq,
  at: NOON + minute * 60_000,
  text,
});

type Happening = Extract<PatronEntry, { kind: 'claimed' | 'passed' | 'joined' | 'lapsed' }>['kind'];

export const happened = (seq: number, kind: Happening, name?: string): Line => ({
  kind,
  ...(name && { name }),
  id: `${kind}-${seq}`,
  seq,
  at: NOON,
});

export const desk = (changes: Partial<Whereabouts> = {}): Whereabouts => ({
  desk: 'main',
  name: 'Newport Reference Desk',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  availability: 'available',
  librarians: [],
  goodFor: 25,
  ...changes,
});
