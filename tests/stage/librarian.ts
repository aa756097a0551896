import { randomBytes } from 'node:crypto';
import type { ConsoleStatement, FromConsole, OwnStatus, ToConsole } from '../../relay/protocol/frames.ts';
import { ConsoleModel } from '../../widget/console/model/console-model.ts';
import { ownThreads, waitingThreads } from '../../widget/console/model/threads/lists.ts';
import type { Thread } from '../../widget/console/model/threads/thread.ts';
import { eventText } from '../../widget/console/views/conversation/event-text.ts';
import { rowsOf } from '../../widget/console/views/conversation/rows.ts';
import { memberStatus } from '../../widget/console/views/status-text.ts';
import { RelayLink } from '../../widget/shared/relay-link.ts';
import { CONSOLE_EN } from '../../widget/strings/console.en.ts';
import { ConditionWaiter } from './condition-waiter.ts';
import { SocketBrowser } from './socket-browser.ts';

const WORDS = CONSOLE_EN.conversation;

/** A librarian at one console: the console's own model and link on a real socket, without a browser. */
export class Librarian {
  readonly name: string;
  readonly #browser: SocketBrowser;
  readonly #model: ConsoleModel;
  readonly #link: RelayLink<FromConsole, ToConsole>;
  readonly #conditions = new ConditionWaiter();
  /** The kind of each notification that the console has shown. */
  readonly news: string[] = [];

  constructor({ name, relay, cookie }: { name: string; relay: string; cookie: string }) {
    this.name = name;
    const browser = new SocketBrowser({ origin: relay, headers: { cookie } });
    this.#browser = browser;
    this.#model = new ConsoleModel({
      send: (frame) => this.#link.send(frame),
      clock: { now: Date.now, after: browser.after },
      newId: () => randomBytes(16).toString('base64url'),
      onChange: () => {
        // The librarian sees what comes into the open conversation at once.
        this.#model.markSeen();
        this.#conditions.changed();
      },
      onNotification: ({ kind }) => this.news.push(kind),
    });
    this.#link = new RelayLink<FromConsole, ToConsole>({
      address: `${relay.replace(/^http/, 'ws')}/console/socket`,
      browser,
      hello: () => this.#model.hello(),
      onFrame: (frame) => this.#model.receive(frame),
      onState: (state) => {
        if (state !== 'live') this.#model.disconnected();
        this.#conditions.changed();
      },
    });
    this.#link.start();
  }

  /** The model of the librarian's console. */
  get model(): ConsoleModel {
    return this.#model;
  }

  // What the librarian does -------------------------------------------------------------------------------------------------

  /** Opens the conversation that has this line, and reads it. */
  async opens(line: string): Promise<Thread> {
    const thread = await this.#finds(line);
    this.#model.show(thread.card.id);
    return thread;
  }

  /** Goes back to the lists: what comes now is not seen. */
  opensNone(): void {
    this.#model.show();
  }

  /** Answers in the conversation that has `line`; resolves when the relay has kept the answer. */
  async answers(line: string, text: string): Promise<void> {
    const thread = await this.opens(line);
    this.#model.say(thread, text);
    await this.#until(`${this.name}'s "${text}" is kept`, () => !thread.unsent.some((unsent) => unsent.text === text));
  }

  /** Answers without waiting for the relay. */
  writes(line: string, text: string): void {
    const thread = this.#with(line);
    if (!thread) throw new Error(`${this.name} has no conversation with "${line}"`);
    this.#model.say(thread, text);
  }

  async types(line: string): Promise<void> {
    this.#model.write(await this.#finds(line), 'Let me');
  }

  async takes(line: string): Promise<void> {
    await this.#acts('take', line);
    await this.#until(`the conversation is ${this.name}'s`, () => this.#with(line)?.card.state === 'mine');
  }

  async passes(line: string): Promise<void> {
    await this.#acts('pass', line);
    await this.#until('the conversation waits again', () => this.#with(line)?.card.state === 'waiting');
  }

  /** Hands the conversation to a colleague, named by account; does not wait for the relay. */
  async handsTo(line: string, to: string, note = ''): Promise<void> {
    const thread = await this.#finds(line);
    this.#model.actWithTeam({ kind: 'pass', conversation: thread.card.id, to, ...(note && { note }) }, thread);
  }

  /** Moves the conversation to another desk. */
  async moves(line: string, desk: string, note = ''): Promise<void> {
    const thread = await this.#finds(line);
    this.#model.actWithTeam({ kind: 'move', conversation: thread.card.id, desk, ...(note && { note }) }, thread);
  }

  /** Asks a colleague, unseen by the patron; resolves when the relay has kept the question. */
  async asks(line: string, whom: string, text: string): Promise<void> {
    const thread = await this.#finds(line);
    this.#model.actWithTeam({ kind: 'ask', conversation: thread.card.id, whom, text }, thread);
    const asked = () => thread.entries.some((entry) => entry.kind === 'asked' && entry.text === text);
    await this.#until(`${whom} is asked "${text}"`, asked);
  }

  /** Joins the one conversation that a colleague answers, as the list of colleagues offers it. */
  async joins(name: string): Promise<void> {
    const answers = () => this.#model.colleagues.members.find((member) => member.name === name)?.answers ?? [];
    await this.#until(`${name} answers one`, () => answers().length === 1);
    const conversation = answers()[0]?.conversation ?? '';
    this.#model.actWithTeam({ kind: 'join', conversation });
    await this.#until(`${this.name} has joined`, () => this.#model.open?.card.id === conversation);
  }

  /** Goes off duty and leaves a note; resolves when the relay has both. */
  async leavesNote(note: string, desk = 'main'): Promise<void> {
    this.#model.setDuty(desk, false, note);
    await this.#until(`${this.name} is off duty`, () => this.self.duty.some((row) => row.desk === desk && !row.on));
  }

  async putsAwayNote(): Promise<void> {
    const [note] = this.#model.ownStatus.shiftNotes;
    if (!note) throw new Error(`${this.name} has no note to put away`);
    this.#model.update({ kind: 'put-away', by: note.by, at: note.at });
    await this.#until('the note is put away', () => !this.self.handOvers?.length);
  }

  async closes(line: string): Promise<void> {
    const thread = await this.#finds(line);
    this.#model.act('close', thread);
    await this.#until('the conversation is closed', () => thread.card.state === 'closed');
  }

  async blocks(line: string): Promise<void> {
    const thread = await this.#finds(line);
    await this.#acts('block', line);
    await this.#until('the conversation is closed', () => thread.card.state === 'closed');
  }

  async pausesDesk(desk = 'main'): Promise<void> {
    this.#model.update({ kind: 'pause-desk', desk });
    await this.#until('the desk is paused', () => this.#row(desk)?.paused !== undefined);
  }

  async opensDesk(desk = 'main'): Promise<void> {
    this.#model.update({ kind: 'open-desk', desk });
    await this.#until('the desk is open', () => this.#row(desk)?.paused === undefined);
  }

  /** The desk's canned replies by code, each with the text that the librarian would send now. */
  async looksAtReplies(desk = 'main'): Promise<Record<string, string>> {
    this.#model.replies.request(desk);
    await this.#until('the replies have come', () => this.#model.replies.of(desk) !== undefined);
    const replies = this.#model.replies.of(desk) ?? [];
    return Object.fromEntries(replies.map((reply) => [reply.code, 'text' in reply ? reply.text : '']));
  }

  /** Sets the librarian's status; resolves when the relay has it. */
  async states(statement: ConsoleStatement): Promise<void> {
    const before = this.self.statement?.at;
    this.#model.state(statement);
    await this.#until('the relay has the statement', () => this.self.statement?.at !== before);
  }

  /** Answers "not yet" to the question whether the librarian is back. */
  isNotBackYet(): void {
    this.#model.notBackYet();
  }

  async goesOffDuty(desk = 'main'): Promise<void> {
    await this.#setDuty(desk, false);
  }

  async goesOnDuty(desk = 'main'): Promise<void> {
    await this.#setDuty(desk, true);
  }

  async shows(): Promise<void> {
    this.#model.update({ kind: 'publish', shown: true });
    await this.#until('the words are shown', () => this.self.publish === 'shown');
  }

  async hides(): Promise<void> {
    this.#model.update({ kind: 'publish', shown: false });
    await this.#until('the words are hidden', () => this.self.publish === 'hidden');
  }

  losesNetwork(): void {
    this.#browser.losesNetwork();
  }

  returns(): void {
    this.#browser.findsNetwork();
  }

  leaves(): void {
    this.#link.stop();
  }

  // What the librarian sees -------------------------------------------------------------------------------------------------

  get self(): OwnStatus {
    if (!this.#model.self) throw new Error(`${this.name} has not been welcomed`);
    return this.#model.self;
  }

  /** The shift notes that were left for this librarian, as `Ann: …`. */
  get notes(): string[] {
    return this.#model.ownStatus.shiftNotes.map(({ name, text }) => `${name}: ${text}`);
  }

  async hasNotes(...notes: string[]): Promise<void> {
    await this.#until(`${this.name} has the notes ${notes}`, () => this.notes.join('\n') === notes.join('\n'));
  }

  /** Waits until the list of colleagues shows this sign for a colleague. */
  async finds(name: string, sign: string): Promise<void> {
    const signs = () =>
      this.#model.colleagues.members
        .filter((member) => member.name === name)
        .map((member) => memberStatus(member, { text: CONSOLE_EN, now: Date.now() }));
    await this.#until(`${name} is ${sign}, not ${signs()}`, () => signs().join() === sign);
  }

  /** Waits until the console shows that a colleague asks this librarian, unseen by the patron. */
  async isAsked(line: string, by: string, text: string): Promise<void> {
    await this.#until(`${this.name} is asked by ${by}`, () => {
      const thread = this.#with(line);
      const asked = thread?.questionTo(this.#model.librarian);
      return thread?.card.consulted === true && asked?.name === by && asked.text === text;
    });
  }

  /** The lists; each conversation is given as the line that its item shows. */
  get lists(): { waiting: string[]; mine: string[] } {
    const shown = (threads: Thread[]) => threads.map((thread) => thread.preview ?? '');
    return { waiting: shown(waitingThreads(this.#model.threads)), mine: shown(ownThreads(this.#model.threads)) };
  }

  /** The rows of the conversation that has this line: `Patron: …`, `You: … (Seen)`, `Ben: …`, `— …`. */
  conversation(line: string): string[] {
    const thread = this.#with(line);
    if (!thread) return [];
    const rows = rowsOf(thread, { reader: this.#model.librarian, now: Date.now(), language: 'en' });
    return rows.flatMap((row): string[] => {
      switch (row.kind) {
        case 'patrons':
          return [`Patron: ${row.entry.text}`];
        case 'own':
          return [`You: ${row.entry.text}${row.latest ? ` (${WORDS.tick[row.tick]})` : ''}`];
        case 'colleagues':
          return [`${row.entry.name}: ${row.entry.text}`];
        case 'hidden': {
          const why = row.own
            ? WORDS.hidden(thread.answererInstead(row.entry.id))
            : WORDS.colleagueHidden(row.entry.name);
          return [`${row.own ? 'You' : row.entry.name}: ${row.entry.text} [${why}]`];
        }
        case 'aside':
          return [
            `${row.own ? 'You' : row.entry.name}: ${row.entry.text} [${row.own ? WORDS.asideOwn : WORDS.aside(row.entry.name)}]`,
          ];
        case 'event':
          return [`— ${eventText(row.entry, this.#model.librarian, CONSOLE_EN)}`];
        case 'unsent':
          return [
            `You: ${row.line.text} (${row.line.refused ? WORDS.failed(row.line.refused.code) : WORDS.tick.unsent})`,
          ];
        default:
          return [];
      }
    });
  }

  async reads(line: string, ...rows: string[]): Promise<void> {
    const wanted = rows.join('\n');
    await this.#until(`${this.name} reads:\n${wanted}`, () => this.conversation(line).join('\n') === wanted);
  }

  /** Waits until the lists are exactly these; each conversation is given as the line that its item shows. */
  async hasLists({ waiting = [], mine = [] }: { waiting?: string[]; mine?: string[] }): Promise<void> {
    const wanted = JSON.stringify({ waiting, mine });
    await this.#until(`${this.name} lists ${wanted}`, () => JSON.stringify(this.lists) === wanted);
  }

  /** Waits until `find` returns something; resolves to it. */
  async sees<Found>(what: string, find: () => Found | undefined | false): Promise<Found> {
    return await this.#conditions.until(`${this.name}: ${what}`, find, () => this.#summary);
  }

  async isConnected(): Promise<void> {
    await this.#until(`${this.name} is connected`, () => this.#link.state === 'live' && this.#model.connected);
  }

  async isCutOff(): Promise<void> {
    await this.#until(`${this.name} is cut off`, () => this.#link.state !== 'live');
  }

  async seesTyping(line: string): Promise<void> {
    await this.#until('the patron types', () => this.#with(line)?.typing ?? false);
  }

  async seesNoTyping(line: string): Promise<void> {
    await this.#until('the patron has stopped typing', () => !this.#with(line)?.typing);
  }

  /** Waits until the console asks whether the librarian is back. */
  async isAskedBack(): Promise<void> {
    await this.#until(`${this.name} is asked whether they are back`, () => this.#model.ownStatus.asksWhetherBack);
  }

  async isNotAskedBack(): Promise<void> {
    await this.#until(`${this.name} is not asked whether they are back`, () => !this.#model.ownStatus.asksWhetherBack);
  }

  /** Waits until patrons see this availability and these words of the librarian. */
  async isShown(shown: OwnStatus['shown']['availability'], words?: string): Promise<void> {
    const is = () => this.self.shown.availability === shown && this.self.shown.words === words;
    await this.#until(`${this.name} is shown as ${shown}, ${words}`, is);
  }

  #row(desk: string) {
    return this.self.duty.find((row) => row.desk === desk);
  }

  async #setDuty(desk: string, on: boolean): Promise<void> {
    this.#model.setDuty(desk, on);
    await this.#until(`duty is ${on}`, () => this.self.duty.some((row) => row.desk === desk && row.on === on));
  }

  async #acts(kind: 'take' | 'pass' | 'close' | 'block', line: string): Promise<void> {
    this.#model.act(kind, await this.#finds(line));
  }

  #with(line: string): Thread | undefined {
    return [...this.#model.threads].find((thread) =>
      thread.entries.some((entry) => entry.kind === 'said' && entry.text === line),
    );
  }

  async #finds(line: string): Promise<Thread> {
    return await this.#conditions.until(
      `${this.name} has a conversation with "${line}"`,
      () => this.#with(line),
      () => this.#summary,
    );
  }

  async #until(what: string, is: () => boolean): Promise<void> {
    await this.#conditions.until(what, is, () => this.#summary);
  }

  get #summary(): string {
    const said = [...this.#model.threads].map((thread) =>
      thread.entries.map((entry) => (entry.kind === 'said' ? `  ${entry.by}: ${entry.text}` : `  ${entry.kind}`)),
    );
    return `${JSON.stringify(this.lists)} [${this.#link.state}]\n${said.map((rows) => rows.join('\n')).join('\n--\n')}`;
  }
}
