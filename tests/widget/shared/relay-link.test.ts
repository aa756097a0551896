// covers: widget/shared/relay-link.ts, widget/shared/link-browser.ts
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

/** A link on a page, with what it has reported. */
const begin = () => {
  const clock = new FakeClock();
  const page = new FakePage(clock);
  const frames: Frame[] = [];
  const states: LinkState[] = [];
  const reported: string[] = [];
  let hellos = 0;
  const link: RelayLink<Frame, Frame> = new RelayLink<Frame, Frame>({
    address: 'wss://ask.example/socket',
    browser: page,
    hello: () => ({ kind: 'hello', turn: ++hellos }),
    onFrame: (frame) => frames.push(frame),
    onState: (state) => {
      states.push(state);
      reported.push([state, link.closeCode ?? ''].join(' ').trim());
    },
  });
  return { clock, page, frames, states, reported, link };
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
  page.socket.receives({ kind: 'welcome' });
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
  ])('The wait after %i failures with the random number %d is %i ms', (failures, luck, delay) => {
    expect(nextDelay(failures, luck)).toBe(delay);
  });

  test('The first wait is under a second, whatever the random number', () => {
    expect(nextDelay(0, 0.999_999)).toBeLessThan(SECOND);
  });
});

describe('connecting', () => {
  test('A link sends hello first, and is live with the first frame of the relay', () => {
    const { page, link, states, frames } = begin();
    link.start();
    expect(page.socket.sent).toEqual([]);
    page.socket.on.open();
    expect(page.socket.frames).toEqual([{ kind: 'hello', turn: 1 }]);
    expect(link.send({ kind: 'say' })).toBe(false);
    page.socket.receives({ kind: 'welcome', after: 0 });
    expect(states).toEqual(['connecting', 'live']);
    expect(frames).toEqual([{ kind: 'welcome', after: 0 }]);
    expect(link.send({ kind: 'say' })).toBe(true);
  });

  test('A relay that does not answer is tried again after eight seconds, and the late socket is ignored', async () => {
    const { clock, page, link, frames } = begin();
    link.start();
    const late = page.socket;
    late.on.open();
    await clock.advance(8 * SECOND + 250);
    expect(late.closed).toBe(true);
    expect(page.sockets).toHaveLength(2);
    late.receives({ kind: 'welcome' });
    late.on.close(1006);
    expect(frames).toEqual([]);
    expect(link.state).toBe('connecting');
    welcome(page);
    late.receives({ kind: 'entry' });
    late.on.open();
    expect(frames).toEqual([{ kind: 'welcome' }]);
    expect(late.frames).toHaveLength(1);
  });

  test('A link waits longer after every failure, at most thirty seconds', async () => {
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

  test('A relay that welcomes and cuts at once is not tried too often', async () => {
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

  test('A socket that was live for long enough resets the back-off', async () => {
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
      page.socket.receives({ kind: 'still' });
    }
    const tries = page.sockets.length;
    page.socket.on.close(1006);
    await clock.advance(750);
    expect(page.sockets).toHaveLength(tries + 1);
  });

  test('A page whose policy forbids the address waits and tries again like any other', async () => {
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
  test.each(Object.entries(Close))(
    'After the close code "%s" the link retries only where the table says so',
    async (_, { code, retry }) => {
      const { clock, page, link } = beginLive();
      page.socket.on.close(code);
      // A code of the relay's own stays until a socket answers, while the link keeps trying.
      expect(link.closeCode).toBe(code < 4_000 ? undefined : code);
      await clock.advance(60 * SECOND);
      expect(page.sockets.length > 1).toBe(retry);
      expect(link.state === 'ended').toBe(!retry);
      expect(page.listening).toBe(retry ? 1 : 0);
    },
  );

  test('The close code is reported at once, and removed when the network fails or a socket answers', async () => {
    const { clock, page, link, reported } = begin();
    link.start();
    page.socket.on.close(Close.tooManySockets.code);
    expect(reported).toEqual(['connecting', 'connecting 4430']);
    await nextTry(clock, page);
    page.socket.on.close(Close.tooManySockets.code);
    expect(reported).toHaveLength(2);
    await nextTry(clock, page);
    page.socket.on.close(1006);
    expect(reported.at(-1)).toBe('connecting');
    await nextTry(clock, page);
    page.socket.on.close(Close.tooFast.code);
    expect(reported.at(-1)).toBe('connecting 4429');
    await nextTry(clock, page);
    welcome(page);
    expect(reported.at(-1)).toBe('live');
  });

  test('The close code is removed when a try gets no answer, or when the link is stopped', async () => {
    const { clock, page, link, reported } = begin();
    link.start();
    page.socket.on.close(Close.tooManySockets.code);
    await nextTry(clock, page);
    await nextTry(clock, page);
    expect(link.closeCode).toBeUndefined();
    expect(reported.at(-1)).not.toContain('4430');
    page.socket.on.close(Close.tooManySockets.code);
    link.stop();
    expect(reported.at(-1)).toBe('ended');
  });

  test('A link that has ended can be started again', () => {
    const { page, link } = beginLive();
    page.socket.on.close(Close.versionUnknown.code);
    link.start();
    welcome(page);
    expect(link.state).toBe('live');
    expect(link.closeCode).toBeUndefined();
  });
});

describe('silence', () => {
  test('A visible page asks every four seconds whether the relay is still there', async () => {
    const { clock, page } = beginLive();
    await clock.advance(9 * SECOND);
    expect(page.socket.frames.filter(({ kind }) => kind === 'still')).toHaveLength(2);
  });

  test('Ten seconds of silence make the link unsure, and it connects again', async () => {
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

  test('Any data from the relay ends the silence, also data that is not a frame', async () => {
    const { clock, page, link, frames } = beginLive();
    for (const data of ['{"kind":"still"}', 'not json', '[]', 'null', '{"no":"kind"}', '{"kind":"news"}']) {
      await clock.advance(6 * SECOND);
      page.socket.on.data(data);
    }
    expect(link.state).toBe('live');
    expect(frames).toEqual([{ kind: 'welcome' }, { kind: 'news' }]);
  });

  test('A cut link becomes unsure only ten seconds after the last data from the relay', async () => {
    const { clock, page, link } = beginLive();
    await clock.advance(2 * SECOND);
    page.socket.receives({ kind: 'still' });
    page.socket.on.close(1006);
    expect(link.state).toBe('connecting');
    await clock.advance(9_999);
    expect(link.state).toBe('connecting');
    await clock.advance(1);
    expect(link.state).toBe('unsure');
  });

  test('On a hidden page silence does not count, and nothing is sent', async () => {
    const { clock, page, link } = beginLive();
    page.hint('hidden');
    await clock.advance(3_600 * SECOND);
    expect(link.state).toBe('live');
    expect(page.socket.frames).toEqual([{ kind: 'hello', turn: 1 }]);
    expect(clock.waiting).toBe(0);
  });

  test('A page that is shown again asks at once, and is unsure after three seconds without an answer', async () => {
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

  test('A page that is shown again stays live if the relay answers', async () => {
    const { clock, page, link, states } = beginLive();
    page.hint('hidden');
    await clock.advance(60 * SECOND);
    page.hint('shown');
    await clock.advance(SECOND);
    page.socket.receives({ kind: 'still' });
    await clock.advance(5 * SECOND);
    expect(link.state).toBe('live');
    expect(states).toEqual(['connecting', 'live']);
  });

  test('Repeated focus does not shorten the time for an answer on a slow network', async () => {
    const { clock, page, link } = beginLive();
    await clock.advance(2 * SECOND);
    page.hint('shown');
    await clock.advance(7 * SECOND);
    expect(link.state).toBe('live');
  });
});

describe('a good moment to connect', () => {
  test('A page that is shown again does not wait any longer for the next try', async () => {
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

  test('A burst of hints causes one try per second', async () => {
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

  test('The method retryNow tries at once, but only while the link waits', () => {
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
  test('A page in the back/forward cache closes its socket, and opens one when it is shown again', async () => {
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

  test('A stopped link leaves no timer and no listener behind', async () => {
    const { clock, page, link, states } = beginLive();
    link.stop();
    expect(page.socket.closed).toBe(true);
    expect(clock.waiting).toBe(0);
    expect(page.listening).toBe(0);
    page.socket.on.close(1005);
    page.socket.receives({ kind: 'entry' });
    await clock.advance(60 * SECOND);
    expect(page.sockets).toHaveLength(1);
    expect(states.at(-1)).toBe('ended');
    expect(link.closeCode).toBeUndefined();
  });

  test('The goodbye code is sent when the page leaves or stops, and not when the link only wants another socket', async () => {
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

  test('A link that is stopped while it handles a frame ends and leaves no timer', () => {
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

  test('A second start does nothing, and a restart sends a new hello on a new socket', () => {
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
