import type { FromConsole, Reply, ToConsole } from '../../../relay/protocol/frames.ts';

/** What the librarians of her desks say again and again, as the relay last told it; it is asked each time she looks. */
export class Replies {
  readonly #send: (frame: FromConsole) => boolean;
  readonly #byDesk = new Map<string, readonly Reply[]>();

  constructor({ send }: { send(frame: FromConsole): boolean }) {
    this.#send = send;
  }

  /** Undefined before the first answer. */
  of(desk: string): readonly Reply[] | undefined {
    return this.#byDesk.get(desk);
  }

  ask(desk: string): void {
    this.#send({ kind: 'replies', desk });
  }

  told({ desk, replies }: Extract<ToConsole, { kind: 'replies' }>): void {
    this.#byDesk.set(desk, replies);
  }
}
