import { type WebSocket, WebSocketServer } from 'ws';

/**
 * The least that a chat server can do: it forwards frames between patrons and one librarian and keeps nothing. It is
 * addressed in the same way as the keeper.
 */
const patrons = new Map<string, WebSocket>();
let librarian: WebSocket | undefined;
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket, request) => {
  const patron = new URL(request.url ?? '/', 'http://forwarder').searchParams.get('patron');
  const by = patron === null ? 'librarian' : 'patron';
  if (patron === null) librarian = socket;
  else patrons.set(patron, socket);
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { kind: string; conversation?: string };
    const conversation = patron ?? frame.conversation ?? '';
    const forwarded =
      frame.kind === 'say'
        ? { kind: 'entry', conversation, entry: { ...frame, by, seq: 0 } }
        : { ...frame, conversation };
    (patron === null ? patrons.get(conversation) : librarian)?.send(JSON.stringify(forwarded));
  });
});
server.on('listening', () => process.stdout.write(`${JSON.stringify(server.address())}\n`));
