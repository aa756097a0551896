import { AskLibrarianChat } from './ask-librarian-chat.ts';

if (!customElements.get('ask-librarian-chat')) customElements.define('ask-librarian-chat', AskLibrarianChat);
