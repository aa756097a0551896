/** What a librarian does in a messenger, whichever it is. */

export type Stated = 'available' | 'away' | 'extended away' | 'do not disturb' | 'offline';

export interface Line {
  by: 'librarian' | 'them' | 'the messenger';
  text: string;
}

export interface Account {
  name: string;
  password: string;
  /** The port of the server on this machine. */
  port: number;
  /** The resource of the full address; the server chooses it where this is empty. */
  resource?: string;
}

export interface Messenger extends AsyncDisposable {
  isOnline(): Promise<void>;
  setsStatus(stated: Stated, words?: string): Promise<void>;
  /** The addresses with which the client has a window. */
  windows(): Promise<string[]>;
  /** All lines of one window, the oldest first; none where there is no such window. */
  lines(address: string): Promise<Line[]>;
  /** Waits until the window shows exactly this line from the other side. */
  reads(address: string, text: string): Promise<void>;
  /** Presses the keys in that window; a line feed is Enter. */
  types(address: string, text: string): Promise<void>;
  /** Sends the text from the window with this address, which is opened if there is none. */
  says(address: string, text: string): Promise<void>;
  /** Accepts the subscription request of the address, which then sees presence and status, and requests the same. */
  agrees(address: string): Promise<void>;
  /** Disconnects and keeps the status as it is; `reconnects` sends the same status again. */
  disconnects(): Promise<void>;
  reconnects(): Promise<void>;
  /** Sends SIGKILL: the client ends without signing off. */
  kill(): Promise<void>;
  /** Sends SIGSTOP: the connection stays open, and the client answers nothing until `thaw`. Calls made meanwhile wait for that. */
  freeze(): Promise<void>;
  thaw(): void;
}
