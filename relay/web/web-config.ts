/** The part of the library's config that the web server needs. A whole `Config` has this shape. */
export interface WebConfig {
  /** Port 0 is any free port. */
  readonly listen: { readonly host: string; readonly port: number };
  /** The origin under which browsers reach the relay, where it differs from where the relay listens: `https://ask.library.example`. */
  readonly address?: string;
  /** True if the relay is behind the library's own proxy, whose X-Forwarded-For and X-Forwarded-Proto can be trusted. */
  readonly behindProxy: boolean;
  /** Origins whose pages may open a patron's socket, as browsers send them, or `['*']`. The relay's own origin always may. */
  readonly origins: readonly string[];
  readonly limits: WebLimits;
}

export interface WebLimits {
  /** The most open sockets in all. */
  readonly sockets: number;
  /** The most open sockets from one network address. */
  readonly socketsPerAddress: number;
  /** The frames and the bytes that one socket may send a second, on average; a burst may have three times as much. */
  readonly framesPerSecond: number;
  readonly frameBytesPerSecond: number;
  /** A socket is closed when the page has left more bytes unread than this. */
  readonly unreadBytes: number;
}

/** The URL under which browsers reach the relay: the library's address, else this machine. Without a slash at the end. */
export const browserAddress = ({ address, listen }: Pick<WebConfig, 'address' | 'listen'>): string => {
  if (address !== undefined) return address;
  const anywhere = listen.host === '0.0.0.0' || listen.host === '::';
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return `http://${anywhere ? 'localhost' : host}:${listen.port}`;
};
