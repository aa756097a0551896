// Does for the chat what the bubble does, and nothing else that the bubble does.
import './chat.js';
import { signs } from './signs.js';

document.documentElement.lang = document.documentElement.dataset.lang;

const host = document.createElement('div');
const root = host.attachShadow({ mode: 'open' });
const ask = document.createElement('button');
ask.textContent = 'Ask a librarian';
const chat = document.createElement('ask-librarian-chat');
chat.relay = `${location.origin}/`;
chat.signs = signs;
chat.desk = document.body.dataset.desk;
if (document.body.dataset.accent) host.style.setProperty('--ask-accent', document.body.dataset.accent);
ask.addEventListener('click', () => chat.open());
chat.addEventListener('open', () => {
  ask.hidden = true;
});
chat.addEventListener('close', () => {
  ask.hidden = false;
  ask.focus();
});
root.append(ask, chat);
document.body.append(host);
chat.resume();
