import { AskLibrarianChat } from './ask-librarian-chat.ts';

export { attachChat } from '../bubble/attach-chat.ts';

if (!customElements.get('ask-librarian-chat')) customElements.define('ask-librarian-chat', AskLibrarianChat);
