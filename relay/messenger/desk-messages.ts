import type { Desk } from '../desk/desk.ts';
import type { Clock, Connection, Connections, Notification } from '../desk/ports.ts';
import type { DeskName, LibrarianName } from '../desk/roster.ts';
import type { OwnStatus, ShiftNote } from '../protocol/frames.ts';
import type { DeskAccount } from './accounts.ts';
import { SENTENCES } from './sentences.en.ts';
import { momentAt, whenAt } from './times.en.ts';

export interface DeskMessagesParts {
  desk: Pick<Desk, 'names' | 'claimGreeting' | 'librarianConfirmsAway' | 'librarianDismissesNotes'>;
  connections: Connections;
  clock: Clock;
  /** Sends a text as the desk's contact. */
  send(account: DeskAccount, text: string): void;
}

/**
 * What the desk's contact sends without being asked: a greeting, once per librarian; "Back?", once per statement; notes of
 * colleagues; and which questions are unanswered.
 */
export class DeskMessages {
  readonly #parts: DeskMessagesParts;
  /** By librarian: the statement (its `at`) about which they were last asked "Back?". */
  readonly #askedBack = new Map<LibrarianName, number>();
  /** Notes that were sent and are not known to be stored as read yet: reader, author, and when the note was left. */
  readonly #sentNotes = new Set<string>();

  constructor(parts: DeskMessagesParts) {
    this.#parts = parts;
  }

  async greet(account: DeskAccount): Promise<void> {
    const { desk, send } = this.#parts;
    if (await desk.claimGreeting(account.librarian))
      send(account, SENTENCES.hello(account.title, desk.names.librarian(account.librarian)));
  }

  /** Questions that were left at a desk where the librarian comes on duty, or one that nobody has answered. */
  questions(account: DeskAccount | undefined, news: Extract<Notification, { kind: 'left' | 'late' }>): void {
    if (!account) return;
    const { clock, send } = this.#parts;
    const moment = (at: number) => momentAt(at, clock.now(), account.zone);
    if (news.kind === 'left') send(account, SENTENCES.left(news.count, moment(news.oldest)));
    else send(account, SENTENCES.late(account.title, news.word, moment(news.since)));
  }

  /**
   * Asks "Back?" and sends notes of colleagues, unless the librarian has a console open, which does both. `accountAt`: the
   * librarian's account at a desk, or at the first of their desks.
   */
  ownStatus(status: OwnStatus, accountAt: (desk?: DeskName) => DeskAccount | undefined): void {
    const account = accountAt();
    if (!account || this.#parts.connections.of(status.librarian).some(isOpenConsole)) return;
    if (status.askBack) this.#askBack(account, status);
    for (const note of status.handOvers ?? []) this.#sendNote(accountAt(note.desk) ?? account, note);
  }

  #askBack(account: DeskAccount, { shown, statement }: OwnStatus): void {
    const { clock, desk, send } = this.#parts;
    const { librarian, zone } = account;
    if (!statement || shown.until === undefined || this.#askedBack.get(librarian) === statement.at) return;
    this.#askedBack.set(librarian, statement.at);
    void desk.librarianConfirmsAway(librarian, statement.at);
    send(account, SENTENCES.askBack(shown.words, whenAt(shown.until, clock.now(), zone)));
  }

  /** Sends the note that a colleague left at this desk. */
  #sendNote(account: DeskAccount, { by, name, at, text }: ShiftNote): void {
    const { clock, desk, send } = this.#parts;
    const { librarian, zone } = account;
    const note = `${librarian} ${by} ${at}`;
    if (this.#sentNotes.has(note)) return;
    this.#sentNotes.add(note);
    send(account, SENTENCES.handOver(name, momentAt(at, clock.now(), zone), text));
    void desk.librarianDismissesNotes(librarian, by, at);
  }
}

const isOpenConsole = ({ resource, state }: Connection): boolean => state === 'up' && resource.startsWith('console:');
