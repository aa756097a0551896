import type { LinkError, LinkErrorReason } from './link-errors.ts';

/** Where the relay connects to the server, from the config. */
export interface ServerPlace {
  readonly host: string;
  readonly port: number;
  readonly domain: string;
}

const WORDS: Readonly<Record<LinkErrorReason, (place: ServerPlace) => string>> = {
  refused: ({ host, port }) =>
    `Nothing accepts connections at ${host}:${port}: start the XMPP server, or give the address and port of its component listener (component_ports in Prosody) under "xmpp"`,
  silent: ({ host, port }) =>
    `${host}:${port} accepts connections but does not answer: check whether the XMPP server hangs, and whether that port is its component listener without TLS`,
  'wrong-secret': ({ domain }) =>
    `The XMPP server does not accept this secret for ${domain}: make XMPP_SECRET the same as the server's (component_secret in Prosody)`,
  conflict: ({ domain }) =>
    `${domain} is already in use on the XMPP server: stop the other relay, and this one takes over within seconds; the domain must not be a host of the server itself`,
  'unknown-domain': ({ domain }) =>
    `The XMPP server has no component ${domain}: add it to the server's config (Component "${domain}" in Prosody), or correct "domain" under "xmpp"`,
  broken: ({ host, port }) =>
    `What answers at ${host}:${port} does not speak the component protocol (XEP-0114): give the port of the server's component listener, which is not the port that clients connect to`,
  lost: () => 'The XMPP server closed the connection: its log says why; the relay keeps trying',
};

/** One sentence for whoever runs the relay: what is wrong, and what to do. */
export const linkErrorText = ({ reason, detail }: LinkError, place: ServerPlace): string =>
  `${WORDS[reason](place)}${detail === undefined ? '' : ` (${detail})`}.`;
