import { deskAddress, storedName } from '../shared/stored-name.ts';
import { EN as words } from '../strings/question.en.ts';
import { answerOf, found, inquiry, storedOf } from './private-link.ts';

/** The page that a private link leads to. First of all the key goes out of the address bar and this tab's history. */
const fragment = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
// What is for pages on which no script runs does not come into view.
document.documentElement.className = 'scripted';

const script = document.currentScript as HTMLScriptElement; // as: it runs from no other element
const relay = new URL('.', script.src).href;
const desk = `${script.dataset.desk}`;
const name = storedName(deskAddress(relay, desk));

/** A relay that does not answer in this time is not reached. */
const ANSWER_MS = 8_000;

const ask = (key: string): Promise<'known' | 'gone' | 'unreachable'> =>
  new Promise((then) => {
    const socket = new WebSocket(new URL('socket', relay).href.replace(/^http/, 'ws'));
    const end = (answer: 'known' | 'gone' | 'unreachable') => {
      then(answer);
      socket.close();
    };
    socket.onopen = () => socket.send(JSON.stringify(inquiry(desk, key)));
    socket.onmessage = ({ data }) => end(answerOf(data));
    socket.onclose = () => then('unreachable');
    setTimeout(() => end('unreachable'), ANSWER_MS);
  });

const tell = (sentence: keyof typeof words): void => {
  const state = document.querySelector('#state');
  const again = document.querySelector<HTMLElement>('#again');
  if (state) state.textContent = words[sentence];
  if (again) again.hidden = sentence !== 'unreachable';
};

/** Hands the key to the chat of this page, which finds it where it would find one of its own. */
const begin = async (): Promise<void> => {
  try {
    const one = found(fragment, sessionStorage.getItem(name), Date.now());
    if (typeof one === 'string') return tell(one);
    tell('opening');
    const answer = await ask(one.key);
    if (answer === 'gone') sessionStorage.removeItem(name);
    if (answer !== 'known') return tell(answer);
    if (!one.stored) sessionStorage.setItem(name, storedOf(one.key, Date.now()));
    tell('open');
    const element = document.querySelector<HTMLElement & { open(): void }>('ask-librarian');
    element?.open();
  } catch {
    tell('blocked');
  }
};

// Another link pasted into the address bar of this page loads nothing by itself.
addEventListener('hashchange', () => location.reload());
addEventListener('DOMContentLoaded', () => {
  document.querySelector('#again')?.addEventListener('click', begin);
  void begin();
});
