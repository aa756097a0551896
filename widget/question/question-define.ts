/**
 * The script of the page that a private link opens. It reads the key from the link, asks the relay whether there is a
 * conversation with this key, and opens the chat with it.
 */
import { deskAddress, storedName } from '../shared/stored-name.ts';
import { EN as texts } from '../strings/question.en.ts';
import { findKey, inquiryFrame, meaningOf, storedText } from './private-link.ts';

// The key is a secret: before anything else it is removed from the address bar and from the history of this tab.
const fragment = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
// The page's style hides what is meant for browsers without scripts.
document.documentElement.className = 'scripted';

const script = document.currentScript as HTMLScriptElement; // as: a classic script always has its element here
const relay = new URL('.', script.src).href;
const desk = `${script.dataset.desk}`;
const name = storedName(deskAddress(relay, desk));

/** How long the page waits for the relay's answer before it shows that the library cannot be reached. */
const ANSWER_MS = 8_000;

/** Asks the relay for the conversation with this key. Never rejects. */
const ask = (key: string): Promise<'known' | 'gone' | 'unreachable'> =>
  new Promise((resolve) => {
    const socket = new WebSocket(new URL('socket', relay).href.replace(/^http/, 'ws'));
    const end = (answer: 'known' | 'gone' | 'unreachable') => {
      resolve(answer);
      socket.close();
    };
    socket.onopen = () => socket.send(JSON.stringify(inquiryFrame(desk, key)));
    socket.onmessage = ({ data }) => end(meaningOf(data));
    socket.onclose = () => resolve('unreachable');
    setTimeout(() => end('unreachable'), ANSWER_MS);
  });

/** Shows this text. The button that tries again is shown only where the relay could not be reached. */
const showText = (text: keyof typeof texts): void => {
  const state = document.querySelector('#state');
  const again = document.querySelector<HTMLElement>('#again');
  if (state) state.textContent = texts[text];
  if (again) again.hidden = text !== 'unreachable';
};

/** Stores the key in the place where the chat of this page looks for one, and opens the chat. */
const openConversation = async (): Promise<void> => {
  try {
    const found = findKey(fragment, sessionStorage.getItem(name), Date.now());
    if (typeof found === 'string') return showText(found);
    showText('opening');
    const answer = await ask(found.key);
    if (answer === 'gone') sessionStorage.removeItem(name);
    if (answer !== 'known') return showText(answer);
    if (!found.stored) sessionStorage.setItem(name, storedText(found.key, Date.now()));
    showText('open');
    const element = document.querySelector<HTMLElement & { open(): void }>('ask-librarian');
    element?.open();
  } catch {
    showText('blocked');
  }
};

// A patron who pastes another link into the address bar of this page changes only its fragment: no page is loaded then.
addEventListener('hashchange', () => location.reload());
addEventListener('DOMContentLoaded', () => {
  document.querySelector('#again')?.addEventListener('click', openConversation);
  void openConversation();
});
