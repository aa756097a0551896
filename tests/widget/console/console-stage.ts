import type { FromConsole, ToConsole } from '../../../relay/protocol/frames.ts';
import { ConsoleModel } from '../../../widget/console/model/console-model.ts';
import type { ConsoleNotification } from '../../../widget/console/model/notifications.ts';
import type { Thread } from '../../../widget/console/model/threads/thread.ts';
import type { Unfinished } from '../../../widget/console/model/threads/unfinished.ts';
import { FakeClock } from '../../stage/fake-clock.ts';
import { FakeRelay } from './fake-relay.ts';

/**
 * Ann's console without a page, and its connection to a relay. While the connection is cut, frames of both directions are
 * lost. `deaf` loses only the frames to the console, so that the relay stores lines whose answers the console misses.
 */
export class ConsoleStage {
  readonly clock = new FakeClock();
  readonly notifications: ConsoleNotification[] = [];
  deaf = false;
  readonly relay = new FakeRelay(
    () => this.clock.now(),
    (frame) => this.#toConsole(frame),
  );
  #connected = false;
  #ids = 0;
  model = this.#load();

  connect(): this {
    this.#connected = true;
    this.#toRelay(this.model.hello());
    return this;
  }

  /** Connects, and waits until the time of the backlog is over. */
  async settled(): Promise<this> {
    this.connect();
    await this.clock.advance(2_000);
    this.relay.heard.length = 0;
    return this;
  }

  cut(): void {
    this.#connected = false;
    this.deaf = false;
    this.model.disconnected();
  }

  /** Reloads the tab, with what the old page left in the browser. */
  reload({ connects = true } = {}): void {
    const left = this.model.unfinished;
    this.#connected = false;
    this.model.end();
    this.model = this.#load(left && JSON.parse(JSON.stringify(left)));
    this.deaf = false;
    if (connects) this.connect();
  }

  #load(unfinished?: Unfinished): ConsoleModel {
    const parts = {
      send: (frame: FromConsole) => this.#toRelay(frame),
      clock: this.clock,
      newId: () => `own-line-${++this.#ids}`,
      onChange: () => {},
      onNotification: (notification: ConsoleNotification) => this.notifications.push(notification),
    };
    return new ConsoleModel(parts, unfinished);
  }

  thread(id: string): Thread {
    const thread = this.model.threads.find(id);
    if (!thread) throw new Error(`the console shows no ${id}`);
    return thread;
  }

  /** The lines of a conversation, as the console shows them. */
  reads(id: string): string[] {
    return this.thread(id).entries.flatMap((entry) => (entry.kind === 'said' ? [entry.text] : []));
  }

  #toRelay(frame: FromConsole): boolean {
    if (this.#connected) this.relay.hear(frame);
    return this.#connected;
  }

  #toConsole(frame: ToConsole): void {
    // Through JSON, as on the wire, so that both sides share no object.
    if (this.#connected && !this.deaf) this.model.receive(JSON.parse(JSON.stringify(frame)));
  }
}
