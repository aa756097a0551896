import type { FromConsole, ToConsole } from '../../../relay/protocol/frames.ts';
import { ConsoleModel } from '../../../widget/console/model/console-model.ts';
import type { ConsoleNotification } from '../../../widget/console/model/notifications.ts';
import type { Thread } from '../../../widget/console/model/threads/thread.ts';
import type { Unfinished } from '../../../widget/console/model/threads/unfinished.ts';
import { FakeClock } from '../../stage/fake-clock.ts';
import { FakeRelay } from './fake-relay.ts';

/**
 * Ann's console without a page, and the line between it and a relay. What is sent while the line is cut is lost; `deaf`
 * loses only what goes to her, so that the relay keeps lines she hears nothing of.
 */
export class ConsoleStage {
  readonly clock = new FakeClock();
  readonly notifications: ConsoleNotification[] = [];
  deaf = false;
  readonly relay = new FakeRelay(
    () => this.clock.now(),
    (frame) => this.#toHer(frame),
  );
  #connected = false;
  #ids = 0;
  model = this.#load();

  connect(): this {
    this.#connected = true;
    this.#toRelay(this.model.hello());
    return this;
  }

  /** Connected, and past the time in which what was there before is told. */
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

  /** Her tab is loaded anew, with what such a page leaves in the browser. */
  reload({ connects = true } = {}): void {
    const left = this.model.unfinished;
    this.#connected = false;
    this.model.end();
    this.model = this.#load(left && JSON.parse(JSON.stringify(left)));
    this.deaf = false;
    if (connects) this.connect();
  }

  #load(carried?: Unfinished): ConsoleModel {
    const parts = {
      send: (frame: FromConsole) => this.#toRelay(frame),
      clock: this.clock,
      newId: () => `own-line-${++this.#ids}`,
      onChange: () => {},
      onNotification: (notification: ConsoleNotification) => this.notifications.push(notification),
    };
    return new ConsoleModel(parts, carried);
  }

  thread(id: string): Thread {
    const thread = this.model.threads.find(id);
    if (!thread) throw new Error(`the console shows no ${id}`);
    return thread;
  }

  /** What was said there, as she reads it. */
  reads(id: string): string[] {
    return this.thread(id).entries.flatMap((entry) => (entry.kind === 'said' ? [entry.text] : []));
  }

  #toRelay(frame: FromConsole): boolean {
    if (this.#connected) this.relay.hear(frame);
    return this.#connected;
  }

  #toHer(frame: ToConsole): void {
    // Through JSON, as on the wire: no object is shared by both sides.
    if (this.#connected && !this.deaf) this.model.receive(JSON.parse(JSON.stringify(frame)));
  }
}
