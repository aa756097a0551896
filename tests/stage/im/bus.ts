import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { Program } from './program.ts';
import { bytesOfCall, type Call, readHeard, type Value } from './wire.ts';

/** A bus that activates no services: only programs that the tests start run on it. */
const configOf = (path: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${path}</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
`;

const BUS = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };

/** A D-Bus for one program, with a connection of this process to it. */
export class Bus {
  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string;
  readonly #daemon: Program;
  readonly #socket: Socket;
  readonly #asked = new Map<number, { resolve(value: Value | undefined): void; reject(error: Error): void }>();
  #serial = 0;
  #unread: Buffer = Buffer.alloc(0);

  private constructor(path: string, daemon: Program, socket: Socket) {
    this.address = `unix:path=${path}`;
    this.#daemon = daemon;
    this.#socket = socket;
  }

  static async start(folder: string): Promise<Bus> {
    const path = join(folder, 'bus');
    const config = join(folder, 'bus.conf');
    writeFileSync(config, configOf(path));
    const daemon = new Program('dbus-daemon', [`--config-file=${config}`, '--nofork']);
    const socket = await eventually(
      'the bus listens',
      () => {
        if (!daemon.running) throw new Error(`The bus ended: ${daemon.said}`);
        return opened(path);
      },
      { seen: () => daemon.said },
    );
    await welcomed(socket);
    const bus = new Bus(path, daemon, socket);
    socket.on('data', (bytes: Buffer) => bus.#reads(bytes));
    socket.on('error', () => undefined); // followed by `close`
    socket.on('close', () => bus.#closed());
    await bus.call({ ...BUS, member: 'Hello', values: [] });
    return bus;
  }

  /** Resolves to the answer of a call; rejects with the text of the error that was returned. */
  call(call: Call): Promise<Value | undefined> {
    const serial = ++this.#serial;
    return new Promise((resolve, reject) => {
      this.#asked.set(serial, { resolve, reject });
      if (this.#socket.destroyed) this.#closed();
      else this.#socket.write(bytesOfCall(serial, call));
    });
  }

  async end(): Promise<void> {
    this.#socket.destroy();
    await this.#daemon.kill();
  }

  #closed(): void {
    for (const { reject } of this.#asked.values()) reject(new Error('The bus is closed.'));
    this.#asked.clear();
  }

  #reads(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    for (let next = readHeard(this.#unread); next !== undefined; next = readHeard(this.#unread)) {
      this.#unread = this.#unread.subarray(next.length);
      const { heard } = next;
      if (heard === undefined) continue;
      const asked = this.#asked.get(heard.to);
      this.#asked.delete(heard.to);
      if (heard.kind === 'answer') asked?.resolve(heard.value);
      else asked?.reject(new Error(heard.why));
    }
  }
}

const opened = (path: string): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });

/** SASL EXTERNAL: the operating system identifies this process to the bus. */
const welcomed = async (socket: Socket): Promise<void> => {
  const name = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${name}\r\n`);
  const [answer] = await once(socket, 'data');
  if (!String(answer).startsWith('OK ')) throw new Error(`The bus refuses us: ${answer}`);
  socket.write('BEGIN\r\n');
};
