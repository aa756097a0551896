// covers: widget/chat/views/icon.ts, widget/chat/views/statement.ts, widget/chat/views/contact-view.ts, widget/chat/views/reader.ts, widget/chat/heights.ts, widget/chat/conversation/conversation-view.ts
import { mkdirSync } from 'node:fs';
import axeCore from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { play, SCENES, type SceneName } from './stage/chat-scenes.ts';
import { ChatStage, STRICT } from './stage/chat-stage.ts';

const PICTURES = 'tests/.out/chat';
mkdirSync(PICTURES, { recursive: true });

let stage: ChatStage;
beforeAll(async () => {
  stage = await ChatStage.open();
});
afterAll(() => stage.close());
beforeEach(() => stage.complaints.splice(0));

const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  hasTouch: true,
};

interface Look {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  forcedColors?: 'active' | 'none';
  dir?: 'ltr' | 'rtl';
}

/** How a page is looked at. 320 by 256 is a desktop at 400%, the narrowest WCAG 1.4.10 asks for. */
const LOOKS: Record<string, Look> = {
  desktop: {},
  'desktop-dark': { colorScheme: 'dark' },
  'desktop-forced': { forcedColors: 'active' },
  phone: { width: 360, height: 740 },
  'phone-rtl-dark': { width: 360, height: 740, colorScheme: 'dark', dir: 'rtl' },
  zoomed: { width: 320, height: 256 },
};

const put = async (page: Page, look: Look): Promise<void> => {
  const { width = 1280, height = 800, colorScheme = 'light', forcedColors = 'none', dir = 'ltr' } = look;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
  await page.evaluate((side) => document.documentElement.setAttribute('dir', side), dir);
  await page.evaluate(() => new Promise(requestAnimationFrame));
};

/** The rules that failed in the chat, with where. Best practices too: it is ours from top to bottom. */
const axe = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    // @ts-expect-error: the page has axe, this file has not
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { target: unknown; failureSummary: string }[] }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
    );
  });
};

/** Whatever sticks out of the page, or of the chat, sideways. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('div')?.shadowRoot?.querySelector('ask-librarian-chat')?.shadowRoot;
    const box = root?.querySelector('section')?.getBoundingClientRect();
    const parts = [...(root?.querySelectorAll('section :is(p, h2, a, button, textarea, table, small, svg)') ?? [])];
    return parts
      .filter((part) => part.checkVisibility() && getComputedStyle(part).clipPath === 'none')
      .filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        return !box || left < box.left - 0.5 || right > box.right + 0.5 || box.right > innerWidth || box.left < 0;
      })
      .map((part) => part.outerHTML);
  });

/** Sentences that are squeezed to a few letters a line by something next to them. */
const squeezed = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('div')?.shadowRoot?.querySelector('ask-librarian-chat')?.shadowRoot;
    const sentences = [...(root?.querySelectorAll('section p') ?? [])].filter((part) => part.checkVisibility());
    return sentences
      .filter(({ textContent }) => (textContent ?? '').trim().length > 20)
      .filter((part) => part.getBoundingClientRect().width < 7 * Number.parseFloat(getComputedStyle(part).fontSize))
      .map((part) => part.outerHTML);
  });

describe('In every state axe finds nothing, and nothing sticks out or is squeezed, on desktop and phone, in the dark, from right to left, zoomed', () => {
  test.each(Object.keys(SCENES) as SceneName[])('%s', async (name) => {
    const page = await stage.page();
    await play(stage, page, name);
    for (const [kind, look] of Object.entries(LOOKS)) {
      await put(page, look);
      await page.screenshot({ path: `${PICTURES}/${name.replace(/\W+/g, '-')}.${kind}.png` });
      expect(await axe(page), kind).toEqual([]);
      expect(await sticksOut(page), kind).toEqual([]);
      expect(await squeezed(page), kind).toEqual([]);
    }
    expect(stage.complaints.filter((text) => !text.includes('WebSocket'))).toEqual([]);
    await page.context().close();
  });
});

test('Under a policy that allows no style at all, the chat looks as it should', async () => {
  const page = await stage.page({}, { policy: STRICT.replace("style-src 'self'", "style-src 'none'") });
  await play(stage, page, 'closed');
  const section = page.getByRole('dialog');
  expect(await section.evaluate((panel) => getComputedStyle(panel).position)).toBe('fixed');
  expect(await page.getByRole('table').evaluate((table) => getComputedStyle(table).borderSpacing)).toBe('0px');
  // The page's own sheet is refused, and nothing else.
  expect(stage.complaints.filter((text) => !text.includes('/host.css'))).toEqual([]);
  await page.context().close();
});

test('On a phone whatever is touched is 44 pixels high and wide, and nothing makes iOS zoom', async () => {
  for (const name of ['failed', 'asked to forget', 'closed'] as const) {
    // Each on a page of its own: one that is reloaded takes up its conversation, and may do so before the scene begins.
    const page = await stage.page(PHONE);
    await play(stage, page, name);
    const small = await page.getByRole('dialog').evaluate((dialog) =>
      [...dialog.querySelectorAll('button, address a, textarea, summary')]
        .filter((target) => target.checkVisibility())
        .map((target) => ({ text: target.textContent, box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
        .map(({ text, box }) => `${text} ${box.width}×${box.height}`),
    );
    expect(small).toEqual([]);
    expect(await page.locator('textarea').evaluate((area) => getComputedStyle(area).fontSize)).toBe('16px');
    await page.context().close();
  }
});

/** Colours of the page, painted, so that whatever way they were written they are compared as they look. */
const contrasts = (page: Page): Promise<Record<string, number>> =>
  page.getByRole('dialog').evaluate((dialog) => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const luminance = (name: string): number => {
      if (!pen) return Number.NaN;
      const probe = dialog.querySelector('h2') as HTMLElement; // as: it has one
      probe.style.color = `var(${name})`;
      pen.fillStyle = getComputedStyle(probe).color;
      probe.style.color = '';
      pen.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = [...pen.getImageData(0, 0, 1, 1).data].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: string, other: string): number => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    return {
      'on the accent': contrast('--on-accent', '--accent'),
      'as text on paper': contrast('--accent-ink', '--paper'),
      'as text on a card': contrast('--accent-ink', '--card'),
      'as text on the patron’s own lines': contrast('--accent-ink', '--mine'),
      'quiet text on paper': contrast('--faint', '--paper'),
      'what went wrong on paper': contrast('--alert', '--paper'),
    };
  });

const ACCENTS = [
  '#ffee00',
  '#000',
  '#fff',
  '#ff0000',
  '#00ff00',
  '#0000ff',
  '#ff00ff',
  '#00ffff',
  '#767676',
  'hotpink',
  '#8a3b12',
  'rebeccapurple',
  'oklch(0.7 0.3 150)',
  'rgb(0 90 120 / 0.4)',
];

test.each(['light', 'dark'] as const)(
  'In the %s scheme every accent of a library has a contrast of 4.5:1',
  async (colorScheme) => {
    const page = await stage.page({ colorScheme });
    await play(stage, page, 'available');
    for (const accent of ACCENTS) {
      await page.evaluate((colour) => document.querySelector('div')?.style.setProperty('--ask-accent', colour), accent);
      for (const [place, contrast] of Object.entries(await contrasts(page))) {
        expect(contrast, `${accent} ${place}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    await page.context().close();
  },
);
