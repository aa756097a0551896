/** Makes a conversation for a real page. */
import type { FromPatron, ToPatron } from '../../../relay/protocol/frames.ts';
import { pageBrowser } from '../../shared/link-browser.ts';
import { RelayLink } from '../../shared/relay-link.ts';
import { deskAddress, storedName } from '../../shared/stored-name.ts';
import { Conversation } from './conversation.ts';
import type { ConversationParts } from './conversation-parts.ts';
import { KeyKeeper } from './key-keeper.ts';

export interface PageParts {
  /** Address of the relay, with a slash at its end. */
  relay: string;
  desk: string;
  /** Minutes. */
  remember: number;
  shared: boolean;
}

/** How long other tabs may take to see what this tab has stored. Browsers do not promise that they see it at once. */
const STORED_MS = 50;

/** A conversation with a real page's socket, storage, clock and keys. Does not connect yet. */
export const openConversation = ({ relay, desk, remember, shared }: PageParts): Conversation => {
  const browser = pageBrowser();
  const clock = { now: Date.now, after: browser.after };
  const name = storedName(deskAddress(relay, desk));
  const storage = () => (shared ? sessionStorage : localStorage);
  const keys = new KeyKeeper({
    storage,
    name,
    rememberMinutes: remember,
    clock,
    newKey: () => random(32),
    alone: (work) => alone(name, work),
    watch(on) {
      const unwatch = browser.watch((hint) => hint !== 'hidden' && on[hint]());
      const stored = (event: StorageEvent) => {
        if (!shared && (event.key === name || event.key === null)) on.stored(event.newValue);
      };
      window.addEventListener('storage', stored);
      return () => {
        unwatch();
        window.removeEventListener('storage', stored);
      };
    },
  });
  const address = new URL('socket', relay).href.replace(/^http/, 'ws');
  const link: ConversationParts['link'] = (on) => new RelayLink<FromPatron, ToPatron>({ address, browser, ...on });
  return new Conversation({ desk, keys, link, clock, newId: () => random(16), visible: browser.visible });
};

/**
 * Runs `work`, waits until other tabs can see what it stored, and runs it again. Where the browser has locks, only one tab
 * does this at a time.
 */
const alone = async (name: string, work: () => void): Promise<void> => {
  const twice = async () => {
    work();
    await new Promise((then) => setTimeout(then, STORED_MS));
    work();
  };
  // Pages on plain http have no locks, and pages in some frames may not use them.
  await Promise.resolve(navigator.locks?.request(name, twice) ?? twice()).catch(twice);
};

/** Random bytes as base64url. */
const random = (bytes: number): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
    .replace(/[+/]/g, (character) => (character === '+' ? '-' : '_'))
    .replace(/=/g, '');
