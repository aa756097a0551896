import type { FromConsole, Reply, ToConsole } from '../../../relay/protocol/frames.ts';

/** The canned replies of each desk, as the relay last sent them. They are requested each time the picker opens. */
export class CannedReplies {
  readonly #send: (frame: FromConsole) => boolean;
  readonly #byDesk = new Map<string, readonly Reply[]>();

  constructor({ send }: { send(frame: FromConsole): boolean }) {
    this.#send = send;
  }

  /** Undefined until the relay has sent them once. */
  of(desk: string): readonly Reply[] | undefined {
    return this.#byDesk.get(desk);
  }

  request(desk: string): void {
    this.#send({ kind: 'replies', desk });
  }

  update({ desk, replies }: Extract<ToConsole, { kind: 'replies' }>): void {
    this.#byDesk.set(desk, replies);
  }
}
