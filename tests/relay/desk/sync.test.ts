// covers: relay/desk/conversation/deliveries.ts, relay/desk/conversation/conversation-cache.ts, relay/desk/debounce.ts
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patronEntry } from '../../../relay/desk/conversation/entry-views.ts';
import { audience, EMPTY, fold } from '../../../relay/desk/conversation/fold.ts';
import type { ToPatron } from '../../../relay/protocol/frames.ts';
import { RULES, roster, startDesk } from '../../stage/desk-stage.ts';
import { keyOf } from '../../stage/key-of.ts';
import { MemoryStores } from '../../stage/memory-store.ts';

/** Whatever happens to pages, librarians and the disk, in whatever order: in the end all have received what was stored. */

type Step =
  | { does: 'say'; page: number }
  | { does: 'arrive' | 'leave' | 'forget' | 'end'; page: number }
  | { does: 'answer' | 'take' | 'pass' | 'close' | 'come' | 'go'; librarian: 'ann' | 'ben' }
  | { does: 'ask' | 'hand over' | 'join' | 'move' | 'move back'; librarian: 'ann' | 'ben' }
  | { does: 'hold' | 'release' | 'full' | 'well' | 'wait' | 'restart' | 'roster' };

const PAGES = 3;
const page = fc.nat({ max: PAGES - 1 });
const librarian = fc.constantFrom<'ann' | 'ben'>('ann', 'ben');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('say' as const), page }) },
  { weight: 8, arbitrary: fc.record({ does: fc.constantFrom('arrive' as const, 'leave' as const), page }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('forget' as const, 'end' as const), page }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('answer' as const), librarian }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom('take' as const, 'pass' as const, 'close' as const, 'come' as const, 'go' as const),
      librarian,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'ask' as const,
        'hand over' as const,
        'join' as const,
        'move' as const,
        'move back' as const,
      ),
      librarian,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'hold' as const,
        'release' as const,
        'release' as const,
        'full' as const,
        'well' as const,
        'wait' as const,
        'restart' as const,
        'roster' as const,
      ),
    }),
  },
);

/** A page that follows PROTOCOL.md: it says what it has, and sends again every line without a `kept`. */
class Page {
  readonly unkept = new Map<string, string>();
  /** In the order in which the page received them first. */
  readonly seqs: number[] = [];
  gone = false;
  forgetting = false;
  here = false;
  #work: Promise<unknown> = Promise.resolve();

  push(frame: ToPatron): void {
    // Notes, questions to colleagues, and their answers.
    if (JSON.stringify(frame).includes('Aside')) throw new Error('a page was shown what is between colleagues');
    if (frame.kind === 'gone' || (frame.kind === 'sorry' && frame.code === 'gone')) {
      this.gone = true;
      this.unkept.clear();
    }
    if (frame.kind === 'kept') this.#has(frame.id, frame.seq);
    if (frame.kind === 'entry') this.#has(frame.entry.id, frame.entry.seq);
  }

  #has(id: string, seq: number): void {
    this.unkept.delete(id);
    if (!this.seqs.includes(seq)) this.seqs.push(seq);
  }

  /** One after the other, as a session does. */
  does(work: () => Promise<unknown> | unknown): Promise<unknown> {
    this.#work = this.#work.then(work);
    return this.#work;
  }
}

const otherOf = (who: 'ann' | 'ben') => (who === 'ann' ? 'ben' : 'ann');

const play = async (steps: readonly Step[]) => {
  const rules = { ...RULES, linesPerMinute: 1_000 };
  const stores = new MemoryStores();
  let stage = await startDesk({ roster: roster({ rules }), stores });
  const { clock } = stage;
  const pages = Array.from({ length: PAGES }, () => new Page());
  let [lines, answers] = [0, 0];
  let release = () => {};
  const work: Promise<unknown>[] = [];
  const own = (who: string) =>
    stage.desk.conversationsFor(who)[0]?.id ?? [...stores.disk.conversations.keys()][0] ?? '';
  const arrive = (one: Page) => {
    if (one.here || one.gone) return;
    one.here = true;
    const { desk } = stage;
    work.push(
      one.does(async () => {
        await desk.patronArrives(one, { desk: 'main', key: keyOf('pat'), after: one.seqs.at(-1) ?? 0 });
        if (one.forgetting) await desk.patronForgets(one);
        for (const [id, text] of [...one.unkept]) await desk.patronSays(one, id, text);
      }),
    );
  };
  const leave = (one: Page) => {
    if (!one.here) return;
    one.here = false;
    const { desk } = stage;
    work.push(one.does(() => desk.patronLeaves(one)));
  };

  for (const happens of steps) {
    const { desk } = stage;
    switch (happens.does) {
      case 'say': {
        const one = pages[happens.page] as Page; // of PAGES
        const [id, text] = [`line-${++lines}`, `line ${lines}`];
        if (one.gone) break;
        one.unkept.set(id, text);
        if (one.here) work.push(one.does(() => desk.patronSays(one, id, text)));
        break;
      }
      case 'arrive':
        arrive(pages[happens.page] as Page);
        break;
      case 'leave':
        leave(pages[happens.page] as Page);
        break;
      case 'forget':
      case 'end': {
        const one = pages[happens.page] as Page;
        if (happens.does === 'forget' && one.here) one.forgetting = true;
        if (one.here)
          work.push(one.does(() => (happens.does === 'end' ? desk.patronCloses(one) : desk.patronForgets(one))));
        break;
      }
      case 'answer':
        work.push(
          desk.librarianSays(happens.librarian, own(happens.librarian), `answer-${++answers}`, `answer ${answers}`),
        );
        break;
      case 'take':
        work.push(desk.librarianTakes(happens.librarian, own(happens.librarian)));
        break;
      case 'pass':
        work.push(desk.librarianPasses(happens.librarian, own(happens.librarian)));
        break;
      case 'close':
        work.push(desk.librarianCloses(happens.librarian, own(happens.librarian)));
        break;
      case 'ask':
        work.push(
          desk.librarianAsks(happens.librarian, own(happens.librarian), otherOf(happens.librarian), 'Aside: why?'),
        );
        break;
      case 'hand over': {
        const note = { to: otherOf(happens.librarian), note: 'Aside: a note' };
        work.push(desk.librarianPasses(happens.librarian, own(happens.librarian), note));
        break;
      }
      case 'join':
        work.push(desk.librarianJoins(happens.librarian, own(happens.librarian)));
        break;
      case 'move':
      case 'move back': {
        const to = happens.does === 'move' ? 'archives' : 'main';
        work.push(desk.librarianMoves(happens.librarian, own(happens.librarian), to, 'Aside: a note'));
        break;
      }
      case 'come':
        stage.comes(happens.librarian);
        break;
      case 'go':
        stage.goes(happens.librarian);
        break;
      case 'hold':
        release();
        release = stores.disk.hold();
        break;
      case 'release':
        release();
        break;
      case 'full':
        stores.fails = 'unknown';
        break;
      case 'well':
        stores.fails = undefined;
        break;
      case 'wait':
        await clock.advance(0);
        break;
      case 'roster':
        desk.reconfigure(roster({ rules }));
        break;
      case 'restart':
        release();
        stores.fails = undefined;
        for (const one of pages) leave(one);
        await Promise.all(work);
        await desk.stop();
        stage = await startDesk({ roster: roster({ rules }), stores, clock });
    }
  }
  release();
  stores.fails = undefined;
  stage.comes('ann');
  stage.comes('ben');
  // Everybody reconnects once more, and sends again what was not stored.
  for (let time = 0; time < 2; time += 1) {
    for (const one of pages) leave(one);
    for (const one of pages) arrive(one);
    await Promise.all(work);
    await clock.advance(2_000);
  }
  return { stores, pages, stage, lines };
};

test('Whatever happens, pages have all stored entries once and in order, and the right librarians receive them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { stores, pages, stage } = await play(steps);
      const [kept] = stores.disk.conversations.values();
      if (stores.disk.forgotten.size > 0) {
        expect(kept).toBeUndefined();
        expect(stage.desk.gauges().conversations).toBe(0);
        return;
      }
      let now = EMPTY;
      const shown = (kept?.entries ?? []).flatMap((entry) => {
        const step = fold(now, entry);
        now = step.after;
        return patronEntry({ entry, shown: step.shown }, { librarian: () => undefined, desk: (name) => name })
          ? [entry.seq]
          : [];
      });
      // A key without an entry may start again; a page that deleted its conversation has another key.
      for (const one of pages.filter(({ gone }) => !gone)) {
        expect([...one.unkept.keys()]).toEqual([]);
        expect(one.seqs).toEqual(shown);
      }
      const view = (who: string) => stage.desk.conversationsFor(who).map(({ state }) => state);
      if (!kept || now.closed) {
        expect([view('ann'), view('ben')]).toEqual([[], []]);
        return;
      }
      const having = audience(now);
      const serving = roster().desks.get(now.desk ?? 'main')?.librarians ?? [];
      const state = (who: string) => {
        if (!serving.includes(who)) return [];
        return now.holder === undefined ? ['waiting'] : having.includes(who) ? ['mine'] : [];
      };
      expect([view('ann'), view('ben')]).toEqual([state('ann'), state('ben')]);
      const recipients = now.holder === undefined ? [now.meant ?? 'ben'] : having;
      for (const who of recipients.filter((one) => serving.includes(one))) {
        const mark = kept.marks.get(`librarian:${who}`);
        expect([who, mark?.delivered]).toEqual([who, now.lastSeq]);
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);
