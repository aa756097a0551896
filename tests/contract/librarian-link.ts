import { describe, expect, test } from 'vitest';
import type { Author } from '../../relay/desk/entry.ts';
import type { Delivery, DeliveryResult, LibrarianLink, Notification } from '../../relay/desk/ports.ts';
import type { ConversationCard, OwnStatus } from '../../relay/protocol/frames.ts';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';

/** A link, and what a librarian at its other end can do. */
export interface LinkStage {
  link: LibrarianLink;
  /** Ann connects by this link. */
  comes(): void;
  /** Ann disconnects, with everything that was not proved. */
  goes(): void;
  /** Ann's client confirms everything it was sent; with a word, everything of that conversation. */
  acknowledge(word?: string): void;
  /** What Ann's client was sent, oldest first. */
  deliveredTexts(): string[];
}

const card = (word: string): ConversationCard => ({
  id: `id-of-${word}`,
  word,
  desk: 'main',
  begunAt: 0,
  state: 'waiting',
  patronHere: true,
  mark: { delivered: 0, seen: 0 },
});

const SELF: OwnStatus = {
  librarian: 'ann',
  name: 'Ann',
  shown: { availability: 'away', until: 0, overdue: true },
  statement: { availability: 'away', until: 0, at: 0 },
  publish: 'shown',
  duty: [],
  recent: [],
  askBack: true,
};

const WHEREABOUTS: Whereabouts = {
  desk: 'main',
  name: 'Reference desk',
  zone: 'UTC',
  availability: 'away',
  librarians: [],
  goodFor: 25,
};

const line = (
  seq: number,
  text: string,
  { author = 'patron', word = 'heron-k2x9m4tq' }: Partial<Of> = {},
): Delivery => ({
  card: card(word),
  entry: {
    seq,
    id: author === 'patron' ? `line-${seq}` : `im-line-${seq}`,
    author,
    at: 0,
    what: { kind: 'said', text },
  },
  shown: true,
  again: false,
});

interface Of {
  author: Author;
  word: string;
}

/** The results of deliveries that have ended so far. */
const ends = (deliveries: Promise<DeliveryResult>[]): { settled(): Promise<(DeliveryResult | 'open')[]> } => {
  const known: (DeliveryResult | 'open')[] = deliveries.map(() => 'open');
  deliveries.forEach((delivery, place) => {
    void delivery.then((end) => {
      known[place] = end;
    });
  });
  return {
    async settled() {
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      return [...known];
    },
  };
};

/** What every link to librarians promises the desk. */
export const librarianLinkContract = (name: string, open: () => LinkStage): void => {
  describe(`${name}: a link to librarians`, () => {
    test('A link reaches a librarian while they are connected', () => {
      const { link, comes, goes } = open();
      expect(link.reaches('ann')).toBe(false);
      comes();
      expect(link.reaches('ann')).toBe(true);
      expect(link.reaches('ben')).toBe(false);
      goes();
      expect(link.reaches('ann')).toBe(false);
    });

    test('A link delivers in order, and a delivery ends by proof and not before', async () => {
      const { link, comes, deliveredTexts, acknowledge } = open();
      comes();
      const end = ends([1, 2, 3].map((seq) => link.deliver('ann', line(seq, `line ${seq}`))));
      expect(deliveredTexts()).toEqual(['line 1', 'line 2', 'line 3']);
      expect(await end.settled()).toEqual(['open', 'open', 'open']);
      acknowledge();
      expect(await end.settled()).toEqual(['delivered', 'delivered', 'delivered']);
    });

    test('Deliveries that were not proved end `gone` when the librarian disconnects', async () => {
      const { link, comes, goes, acknowledge } = open();
      comes();
      const first = link.deliver('ann', line(1, 'line 1'));
      acknowledge();
      const end = ends([first, link.deliver('ann', line(2, 'line 2'))]);
      goes();
      expect(await end.settled()).toEqual(['delivered', 'gone']);
    });

    test('A delivery to a librarian who is not connected ends `gone` at once', async () => {
      const { link } = open();
      expect(await link.deliver('ann', line(1, 'line 1'))).toBe('gone');
    });

    test('The librarian’s own line proves nothing about lines before it, and ends with them', async () => {
      const { link, comes, acknowledge } = open();
      comes();
      const end = ends([
        link.deliver('ann', line(1, 'Where are the maps?')),
        link.deliver('ann', line(2, 'In the basement.', { author: 'librarian:ann' })),
      ]);
      expect(await end.settled()).toEqual(['open', 'open']);
      acknowledge();
      expect(await end.settled()).toEqual(['delivered', 'delivered']);
      expect(await link.deliver('ann', line(3, 'Box 3.', { author: 'librarian:ann' }))).toBe('delivered');
    });

    test('A proof in one conversation proves nothing in another', async () => {
      const { link, comes, deliveredTexts, acknowledge } = open();
      comes();
      const end = ends([
        link.deliver('ann', line(1, 'Maps?', { word: 'heron-k2x9m4tq' })),
        link.deliver('ann', line(1, 'Open?', { word: 'moss-00000000' })),
      ]);
      expect(deliveredTexts()).toEqual(['Maps?', 'Open?']);
      acknowledge('moss-00000000');
      expect(await end.settled()).toEqual(['open', 'delivered']);
      acknowledge('heron-k2x9m4tq');
      expect(await end.settled()).toEqual(['delivered', 'delivered']);
    });

    test('A link accepts every notification, also about unknown conversations and librarians', () => {
      const { link, comes } = open();
      const news: Notification[] = [
        { kind: 'conversation', card: { ...card('heron-k2x9m4tq'), state: 'held', holder: 'Ben' } },
        { kind: 'typing', card: card('heron-k2x9m4tq'), on: true },
        { kind: 'quoted', card: card('heron-k2x9m4tq'), text: 'Upstairs.' },
        { kind: 'gone', conversation: 'id-of-nothing', word: 'moss-00000000', by: 'patron' },
        { kind: 'self', self: SELF },
        { kind: 'whereabouts', whereabouts: WHEREABOUTS },
      ];
      for (const one of news) for (const librarian of ['ann', 'nobody']) link.notify(librarian, one);
      comes();
      for (const one of news) link.notify('ann', one);
    });

    test.each(['patron', 'relay'] as const)('A conversation deleted by the %s leaves no delivery open', async (by) => {
      const { link, comes } = open();
      comes();
      const end = ends([link.deliver('ann', line(1, 'Maps?'))]);
      link.notify('ann', { kind: 'gone', conversation: 'id-of-heron-k2x9m4tq', word: 'heron-k2x9m4tq', by });
      expect(await end.settled()).toEqual(['gone']);
    });

    test('A conversation that is no longer in memory leaves no delivery open, and does not affect others', async () => {
      const { link, comes, goes, acknowledge } = open();
      comes();
      const end = ends([
        link.deliver('ann', line(1, 'Maps?', { word: 'heron-k2x9m4tq' })),
        link.deliver('ann', line(1, 'Open?', { word: 'moss-00000000' })),
      ]);
      link.drop('id-of-heron-k2x9m4tq');
      link.drop('id-of-nothing');
      expect(await end.settled()).toEqual(['gone', 'open']);
      acknowledge('moss-00000000');
      expect(await end.settled()).toEqual(['gone', 'delivered']);
      goes();
      link.drop('id-of-moss-00000000');
    });
  });
};
