import { describe, expect, test } from 'vitest';
import { Close } from '../../../relay/protocol/close-codes.ts';
import { type LinkState, nextDelay, RelayLink } from '../../../widget/shared/relay-link.ts';
import { FakeClock } from '../../stage/fake-clock.ts';
import { FakePage } from '../stage/fake-page.ts';

interface Frame {
  kind: string;
  [key: string]: unknown;
}

const SECOND = 1_000;

/** A link on a page, with what it has told. */
const begin = () => {
  const clock = new FakeClock();
  const page = new FakePage(clock);
  const frames: Frame[] = [];
  const states: LinkState[] = [];
  const told: string[] = [];
  let hellos = 0;
  const link: RelayLink<Frame, Frame> = new RelayLink<Frame, Frame>({
    address: 'wss://ask.example/socket',
    browser: page,
    hello: () => ({ kind: 'hello', turn: ++hellos }),
    onFrame: (frame) => frames.push(frame),
    onState: (state) => {
      states.push(state);
      told.push([state, link.closeCode ?? ''].join(' ').trim());
    },
  });
  return { clock, page, frames, states, told, link };
};

/** The same, connected and welcomed. */
const beginLive = () => {
  const scene = begin();
  scene.link.start();
  welcome(scene.page);
  return scene;
};

const welcome = (page: FakePage): void => {
  page.socket.on.open();
  page.socket.tells({ kind: 'welcome' });
};

const nextTry = async (clock: FakeClock, page: FakePage): Promise<void> => {
  const tries = page.sockets.length;
  while (page.sockets.length === tries) await clock.advance(250);
};

describe('the wait before the next try', () => {
  test.each([
    [0, 0, 250],
    [0, 1, 750],
    [3, 1, 4_250],
    [6, 1, 30_000],
    [60, 1, 30_000],
    [2_000, 0.5, 15_125],
  ])('after %i failures and luck of %d is %i ms', (failures, luck, delay) => {
    expect(nextDelay(failures, luck)).toBe(delay);
  });

  test('the first is under a second, whatever the luck', () => {
    expect(nextDelay(0, 0.999_999)).toBeLessThan(SECOND);
  });
});

describe('connecting', () => {
  test('says hello first, and is live with the first word of the relay', () => {
    const { page, link, states, frames } = begin();
    link.start();
    expect(page.socket.sent).toEqual([]);
    page.socket.on.open();
    expect(page.socket.frames).toEqual([{ kind: 'hello', turn: 1 }]);
    expect(link.send({ kind: 'say' })).toBe(false);
    page.socket.tells({ kind: 'welcome', after: 0 });
    expect(states).toEqual(['connecting', 'live']);
    expect(frames).toEqual([{ kind: 'welcome', after: 0 }]);
    expect(link.send({ kind: 'say' })).toBe(true);
  });

  test('a relay that does not answer is tried again after eight seconds, and its late socket is not heard', async () => {
    const { clock, page, link, frames } = begin();
    link.start();
    const late = page.socket;
    late.on.open();
    await clock.advance(8 * SECOND + 250);
    expect(late.closed).toBe(true);
    expect(page.sockets).toHaveLength(2);
    late.tells({ kind: 'welcome' });
    late.on.close(1006);
    expect(frames).toEqual([]);
    expect(link.state).toBe('connecting');
    welcome(page);
    late.tells({ kind: 'entry' });
    late.on.open();
    expect(frames).toEqual([{ kind: 'welcome' }]);
    expect(late.frames).toHaveLength(1);
  });

  test('waits longer with every failure, at most thirty seconds', async () => {
    const { clock, page, link } = begin();
    page.luck = 1;
    link.start();
    const waits: number[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      const failedAt = clock.now();
      page.socket.on.close(1006);
      await nextTry(clock, page);
      waits.push(clock.now() - failedAt);
    }
    expect(waits).toEqual([750, 1_250, 2_250, 4_250, 8_250, 16_250, 30_000, 30_000, 30_000]);
  });

  test('a relay that welcomes and cuts at once is not hammered', async () => {
    const { clock, page, link } = begin();
    page.luck = 1;
    link.start();
    const begunAt = clock.now();
    while (clock.now() - begunAt < 60 * SECOND) {
      welcome(page);
      page.socket.on.close(Close.tooFast.code);
      await nextTry(clock, page);
    }
    expect(page.sockets.length).toBeLessThan(9);
  });

  test('a socket that lived begins the waits anew', async () => {
    const { clock, page, link } = begin();
    page.luck = 1;
    link.start();
    for (let turn = 0; turn < 4; turn += 1) {
      page.socket.on.close(1006);
      await nextTry(clock, page);
    }
    welcome(page);
    for (let turn = 0; turn < 4; turn += 1) {
      await clock.advance(3 * SECOND);
      page.socket.tells({ kind: 'still' });
    }
    const tries = page.sockets.length;
    page.socket.on.close(1006);
    await clock.advance(750);
    expect(page.sockets).toHaveLength(tries + 1);
  });

  test('a page that may not connect there at all waits like any other', async () => {
    const { clock, page, link } = begin();
    page.connect = () => {
      throw new DOMException('forbidden by policy', 'SecurityError');
    };
    link.start();
    expect(link.state).toBe('connecting');
    await clock.advance(11 * SECOND);
    expect(link.state).toBe('unsure');
    page.connect = () => {};
    await clock.advance(30 * SECOND);
    welcome(page);
    expect(link.state).toBe('live');
  });
});

describe('after a close code', () => {
  test.each(Object.entries(Close))('%s', async (_, { code, retry }) => {
    const { clock, page, link } = beginLive();
    page.socket.on.close(code);
    // A code of our own is told until a socket answers: why, while it goes on trying.
    expect(link.closeCode).toBe(code < 4_000 ? undefined : code);
    await clock.advance(60 * SECOND);
    expect(page.sockets.length > 1).toBe(retry);
    expect(link.state === 'ended').toBe(!retry);
    expect(page.listening).toBe(retry ? 1 : 0);
  });

  test('why it was turned away is told at once, and no longer once the network is what fails, or a socket answers', async () => {
    const { clock, page, link, told } = begin();
    link.start();
    page.socket.on.close(Close.tooManySockets.code);
    expect(told).toEqual(['connecting', 'connecting 4430']);
    await nextTry(clock, page);
    page.socket.on.close(Close.tooManySockets.code);
    expect(told).toHaveLength(2);
    await nextTry(clock, page);
    page.socket.on.close(1006);
    expect(told.at(-1)).toBe('connecting');
    await nextTry(clock, page);
    page.socket.on.close(Close.tooFast.code);
    expect(told.at(-1)).toBe('connecting 4429');
    await nextTry(clock, page);
    welcome(page);
    expect(told.at(-1)).toBe('live');
  });

  test('nor once a try gets no answer at all, or she has stopped', async () => {
    const { clock, page, link, told } = begin();
    link.start();
    page.socket.on.close(Close.tooManySockets.code);
    await nextTry(clock, page);
    await nextTry(clock, page);
    expect(link.closeCode).toBeUndefined();
    expect(told.at(-1)).not.toContain('4430');
    page.socket.on.close(Close.tooManySockets.code);
    link.stop();
    expect(told.at(-1)).toBe('ended');
  });

  test('a link that has ended can be started again', () => {
    const { page, link } = beginLive();
    page.socket.on.close(Close.versionUnknown.code);
    link.start();
    welcome(page);
    expect(link.state).toBe('live');
    expect(link.closeCode).toBeUndefined();
  });
});

describe('silence', () => {
  test('asks whether the relay is still there, every four seconds while the page is visible', async () => {
    const { clock, page } = beginLive();
    await clock.advance(9 * SECOND);
    expect(page.socket.frames.filter(({ kind }) => kind === 'still')).toHaveLength(2);
  });

  test('of ten seconds makes it unsure, and it connects anew', async () => {
    const { clock, page, link, states } = beginLive();
    await clock.advance(9 * SECOND);
    expect(link.state).toBe('live');
    await clock.advance(1_001);
    expect(link.state).toBe('unsure');
    expect(page.socket.closed).toBe(true);
    await clock.advance(250);
    expect(page.sockets).toHaveLength(2);
    welcome(page);
    expect(states).toEqual(['connecting', 'live', 'unsure', 'live']);
  });

  test('any frame ends it, also one that says nothing', async () => {
    const { clock, page, link, frames } = beginLive();
    for (const data of ['{"kind":"still"}', 'not json', '[]', 'null', '{"no":"kind"}', '{"kind":"news"}']) {
      await clock.advance(6 * SECOND);
      page.socket.on.data(data);
    }
    expect(link.state).toBe('live');
    expect(frames).toEqual([{ kind: 'welcome' }, { kind: 'news' }]);
  });

  test('a cut is told as unsure only when ten seconds have passed since the last word', async () => {
    const { clock, page, link } = beginLive();
    await clock.advance(2 * SECOND);
    page.socket.tells({ kind: 'still' });
    page.socket.on.close(1006);
    expect(link.state).toBe('connecting');
    await clock.advance(9_999);
    expect(link.state).toBe('connecting');
    await clock.advance(1);
    expect(link.state).toBe('unsure');
  });

  test('a hidden page is not judged and says nothing', async () => {
    const { clock, page, link } = beginLive();
    page.hint('hidden');
    await clock.advance(3_600 * SECOND);
    expect(link.state).toBe('live');
    expect(page.socket.frames).toEqual([{ kind: 'hello', turn: 1 }]);
    expect(clock.waiting).toBe(0);
  });

  test('a page shown again asks at once, and judges after three seconds', async () => {
    const { clock, page, link } = beginLive();
    page.hint('hidden');
    await clock.advance(3_600 * SECOND);
    page.hint('shown');
    expect(page.socket.frames.at(-1)).toEqual({ kind: 'still' });
    await clock.advance(2_999);
    expect(link.state).toBe('live');
    await clock.advance(1);
    expect(link.state).toBe('unsure');
  });

  test('a page shown again whose relay answers stays as it was', async () => {
    const { clock, page, link, states } = beginLive();
    page.hint('hidden');
    await clock.advance(60 * SECOND);
    page.hint('shown');
    await clock.advance(SECOND);
    page.socket.tells({ kind: 'still' });
    await clock.advance(5 * SECOND);
    expect(link.state).toBe('live');
    expect(states).toEqual(['connecting', 'live']);
  });

  test('focus after focus does not shorten the judgement on a slow network', async () => {
    const { clock, page, link } = beginLive();
    await clock.advance(2 * SECOND);
    page.hint('shown');
    await clock.advance(7 * SECOND);
    expect(link.state).toBe('live');
  });
});

describe('a good moment', () => {
  test('cuts a long wait short', async () => {
    const { clock, page, link } = begin();
    page.luck = 1;
    link.start();
    for (let turn = 0; turn < 6; turn += 1) {
      page.socket.on.close(1006);
      await clock.advance(30 * SECOND);
    }
    page.socket.on.close(1006);
    await clock.advance(5 * SECOND);
    const tries = page.sockets.length;
    page.hint('shown');
    expect(page.sockets).toHaveLength(tries + 1);
  });

  test('comes in bursts, and is one try a second', async () => {
    const { clock, page, link } = begin();
    link.start();
    for (let turn = 0; turn < 10; turn += 1) {
      page.socket.on.close(1006);
      page.hint('shown');
    }
    expect(page.sockets).toHaveLength(1);
    await clock.advance(SECOND);
    expect(page.sockets).toHaveLength(2);
  });

  test('"try now" tries now', () => {
    const { page, link } = begin();
    link.start();
    page.socket.on.close(1006);
    link.retryNow();
    expect(page.sockets).toHaveLength(2);
    link.retryNow();
    expect(page.sockets).toHaveLength(2);
  });
});

describe('leaving', () => {
  test('a page put into the cache of the back button lets go of its socket, and takes one when it is back', async () => {
    const { clock, page, link } = beginLive();
    const first = page.socket;
    page.hint('left');
    page.hint('hidden');
    expect(first.closed).toBe(true);
    await clock.advance(600 * SECOND);
    expect(page.sockets).toHaveLength(1);
    page.hint('shown');
    expect(page.sockets).toHaveLength(2);
    welcome(page);
    expect(link.state).toBe('live');
  });

  test('stopping leaves no timer and no listener behind', async () => {
    const { clock, page, link, states } = beginLive();
    link.stop();
    expect(page.socket.closed).toBe(true);
    expect(clock.waiting).toBe(0);
    expect(page.listening).toBe(0);
    page.socket.on.close(1005);
    page.socket.tells({ kind: 'entry' });
    await clock.advance(60 * SECOND);
    expect(page.sockets).toHaveLength(1);
    expect(states.at(-1)).toBe('ended');
    expect(link.closeCode).toBeUndefined();
  });

  test('says goodbye where it means it, and not where it only wants another socket', async () => {
    const { clock, page, link } = beginLive();
    link.restart();
    welcome(page);
    await clock.advance(11 * SECOND);
    welcome(page);
    page.hint('left');
    page.hint('shown');
    await clock.advance(SECOND);
    link.stop();
    expect(page.sockets.map(({ code }) => code)).toEqual([undefined, undefined, 1_000, 1_000]);
  });

  test('stopping from within a frame is the last of it', () => {
    const clock = new FakeClock();
    const page = new FakePage(clock);
    const link: RelayLink<Frame, Frame> = new RelayLink<Frame, Frame>({
      address: 'wss://ask.example/socket',
      browser: page,
      hello: () => ({ kind: 'hello' }),
      onFrame: () => link.stop(),
      onState: () => {},
    });
    link.start();
    welcome(page);
    expect(link.state).toBe('ended');
    expect(clock.waiting).toBe(0);
  });

  test('starting twice is starting once; a new hello is a new socket', () => {
    const { page, link } = beginLive();
    link.start();
    expect(page.sockets).toHaveLength(1);
    link.restart();
    expect(page.sockets).toHaveLength(2);
    welcome(page);
    expect(page.socket.frames).toEqual([{ kind: 'hello', turn: 2 }]);
    expect(link.state).toBe('live');
  });
});
