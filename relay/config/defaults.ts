/** What a key left out means. */
export const DEFAULTS = {
  listen: { host: '127.0.0.1', port: 8080 },
  behindProxy: false,
  data: 'data/ask-librarian.db',
  origins: [] as string[],
  xmpp: { host: '127.0.0.1', port: 5347, beyondLoopback: false },
  retentionDays: 30,
  idleHours: 2,
  blockHours: 12,
  limits: {
    sockets: 20_000,
    socketsPerAddress: 500,
    framesPerSecond: 20,
    frameBytesPerSecond: 65_536,
    unreadBytes: 1_048_576,
    linesPerConversation: 2_000,
    linesPerMinute: 30,
    dataMegabytes: 0,
  },
  log: 'text',
} as const;
