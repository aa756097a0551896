import { type WebSocket, WebSocketServer } from 'ws';

/** What the relay is compared to: it forwards frames between patrons and one librarian, and keeps nothing. */
const patrons = new Map<string, WebSocket>();
let librarian: WebSocket | undefined;
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket, request) => {
  const name = new URL(request.url ?? '/', 'http://forwarder').searchParams.get('patron');
  if (name === null) librarian = socket;
  else patrons.set(name, socket);
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { conversation?: string };
    if (name === null) patrons.get(frame.conversation ?? '')?.send(JSON.stringify({ ...frame, kind: 'entry' }));
    else librarian?.send(JSON.stringify({ ...frame, kind: 'entry', conversation: name }));
  });
});
server.on('listening', () => process.stdout.write(`${JSON.stringify(server.address())}\n`));
