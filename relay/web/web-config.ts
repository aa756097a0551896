/** What the edge needs to know of the library's config; a whole `Config` fits. */
export interface WebConfig {
  /** Port 0: any free port. */
  readonly listen: { readonly host: string; readonly port: number };
  /** The origin under which browsers reach the relay, where it is not simply where it listens: `https://ask.library.example`. */
  readonly address?: string;
  /** Is there a proxy of the library's own in front, whose X-Forwarded-For and X-Forwarded-Proto are true? */
  readonly behindProxy: boolean;
  /** Origins whose pages may open a patron's socket, as browsers send them, or `['*']`. The relay's own always may. */
  readonly origins: readonly string[];
  readonly limits: WebLimits;
}

export interface WebLimits {
  /** Open sockets in all, and from one network address. */
  readonly sockets: number;
  readonly socketsPerAddress: number;
  /** Of one socket, on the long run; three times as much may come at once. */
  readonly framesPerSecond: number;
  readonly frameBytesPerSecond: number;
  /** A socket with more bytes waiting to be read by the page is cut. */
  readonly unreadBytes: number;
}

/** Where a browser on this machine, or behind the library's address, reaches the relay. No slash at the end. */
export const browserAddress = ({ address, listen }: Pick<WebConfig, 'address' | 'listen'>): string => {
  if (address !== undefined) return address;
  const anywhere = listen.host === '0.0.0.0' || listen.host === '::';
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return `http://${anywhere ? 'localhost' : host}:${listen.port}`;
};
