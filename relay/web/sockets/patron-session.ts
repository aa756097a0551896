import type { Desk } from '../../desk/desk.ts';
import type { PatronLink } from '../../desk/ports.ts';
import type { CloseName } from '../../protocol/close-codes.ts';
import type { FromPatron, ToPatron } from '../../protocol/frames.ts';
import { checkPatronFrame } from './frame-schemas.ts';
import type { FrameSocket } from './frame-socket.ts';
import type { NetworkHash } from './network-hash.ts';
import { Session, type SessionContext } from './session.ts';

/** What patrons' sessions need of the desk. */
export type PatronDesk = Pick<
  Desk,
  | 'patronArrives'
  | 'patronSays'
  | 'patronNotes'
  | 'patronMarks'
  | 'patronTypes'
  | 'patronCloses'
  | 'patronForgets'
  | 'patronLeaves'
>;

/** The session of one open page of a patron. */
export class PatronSession extends Session<FromPatron, ToPatron> implements PatronLink {
  readonly #desk: PatronDesk;
  readonly #networks: NetworkHash;

  constructor(
    socket: FrameSocket,
    address: string,
    context: SessionContext,
    { desk, networks }: { desk: PatronDesk; networks: NetworkHash },
  ) {
    super(socket, address, context);
    this.#desk = desk;
    this.#networks = networks;
  }

  protected override get maxPending(): number {
    return 32;
  }

  /** One queue for all frames, so that the patron's lines keep their order. */
  protected override queueOf(): string {
    return '';
  }

  protected override check(text: string): FromPatron | CloseName {
    return checkPatronFrame(text);
  }

  protected override hello(frame: FromPatron): Promise<boolean> | boolean {
    if (frame.kind !== 'hello') return false;
    const { desk, key, after } = frame;
    return this.#desk.patronArrives(this, { desk, key, after, network: this.#networks.hash(this.address) });
  }

  protected override act(frame: FromPatron): Promise<void> | undefined {
    switch (frame.kind) {
      case 'say':
        return this.#desk.patronSays(this, frame.id, frame.text);
      case 'name':
        return this.#desk.patronNotes(this, frame.id, { topic: 'name', text: frame.text });
      case 'about':
        return this.#desk.patronNotes(this, frame.id, { topic: 'record', record: frame.record });
      case 'mark':
        return void this.#desk.patronMarks(this, { delivered: frame.delivered, seen: frame.seen });
      case 'typing':
        return void this.#desk.patronTypes(this, frame.on);
      case 'close':
        return this.#desk.patronCloses(this);
      case 'forget':
        return this.#desk.patronForgets(this);
      case 'hello':
      case 'still':
        return undefined; // Session handles them
    }
  }

  protected override onLeft(): void {
    this.#desk.patronLeaves(this);
  }
}
