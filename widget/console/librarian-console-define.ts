import { LibrarianConsole } from './librarian-console.ts';

customElements.define('librarian-console', LibrarianConsole);

declare global {
  interface HTMLElementTagNameMap {
    'librarian-console': LibrarianConsole;
  }
}
