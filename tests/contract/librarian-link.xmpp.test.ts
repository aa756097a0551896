import { LiveConnections } from '../../relay/desk/presence/connections.ts';
import { digest } from '../../relay/ids.ts';
import { childOf, type Element, el, textOf } from '../../relay/networks/xmpp/stream/xml.ts';
import { XmppLink } from '../../relay/networks/xmpp/xmpp-link.ts';
import { accountOf, DOMAIN, parsed, withAccounts } from '../relay/networks/xmpp/im-stage.ts';
import { FakeClock } from '../stage/fake-clock.ts';
import { librarianLinkContract } from './librarian-link.ts';

librarianLinkContract('XMPP', () => {
  const sent: Element[] = [];
  let ids = 0;
  const desk = {
    conversationsFor: () => [],
    ownStatus: () => undefined,
    names: { librarian: (name: string) => name, desk: (name: string) => name },
    entriesFor: () => [],
    librarianShowsStatus: async () => undefined,
    librarianConfirmsAway: async () => undefined,
  };
  const link = new XmppLink({
    desk: desk as unknown as ConstructorParameters<typeof XmppLink>[0]['desk'], // what a link asks of it before anybody types
    connections: new LiveConnections(),
    clock: new FakeClock(),
    domain: DOMAIN,
    roster: withAccounts(),
    newId: () => `id-${++ids}`,
    digest,
    send: (stanza) => sent.push(parsed(stanza)) > 0,
    heard: undefined,
    alive: () => undefined,
  });
  link.online();
  const from = `${accountOf('ann')}/Pidgin`;
  const presence = (type?: string) => link.stanza(parsed(el('presence', { from, to: `main@${DOMAIN}`, type })));
  return {
    link: link.messenger,
    comes: () => presence(),
    goes: () => presence('unavailable'),
    acknowledge(word) {
      for (const { name, attrs } of sent) {
        if (name === 'iq' && (word === undefined || attrs.from === `${word}@${DOMAIN}`))
          link.stanza(parsed(el('iq', { type: 'result', id: attrs.id, from, to: attrs.from })));
      }
    },
    deliveredTexts: () => sent.map((one) => textOf(childOf(one, 'body'))).filter((text) => text !== ''),
  };
});
