import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright';
import { rollup } from 'rollup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiled } from '../../widget/build/compiled.mjs';
import { source } from '../../widget/build/source.mjs';
import { templates } from '../../widget/build/templates.mjs';
import { openBrowser } from '../stage/catalogue-page.ts';
import type { Told, View } from './stage/drawn-templates.ts';

/** What the chat's templates are compiled to draws what Lit draws. */

type Drawn = typeof import('./stage/drawn-templates.ts');
type Both = { lit: Drawn; ours: Drawn };

const TEMPLATES = fileURLToPath(new URL('./stage/drawn-templates.ts', import.meta.url));

const scriptOf = async (name: keyof Both, written: object): Promise<string> => {
  const bundle = await rollup({ input: TEMPLATES, plugins: [source(written)] });
  const { output } = await bundle.generate({ format: 'iife', name });
  await bundle.close();
  return output[0].code;
};

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ content: await scriptOf('lit', templates()) });
  await page.addScriptTag({ content: await scriptOf('ours', compiled('widget/chat/drawing.ts')) });
});
afterAll(() => browser.close());

const { told } = fc.letrec<{ told: Told; view: View }>((tie) => ({
  told: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Told>('', 'one', 'two <b>', 0, 7, null),
    fc.array(tie('told'), { maxLength: 4 }),
    tie('view'),
  ),
  view: fc.record({
    view: fc.constantFrom('text', 'between', 'deep', 'still', 'rows'),
    values: fc.array(tie('told'), { minLength: 2, maxLength: 2 }),
  }),
}));

test('whatever follows whatever: the same elements and text, and what need not change stays', async () => {
  const histories = fc.sample(fc.array(told, { minLength: 2, maxLength: 6 }), { numRuns: 500, seed: 7 });
  const differences = await page.evaluate((json) => {
    const histories: Told[][] = JSON.parse(json);
    const { lit, ours } = window as unknown as Both; // as: put there above
    const play = ({ render, drawnFor }: Drawn, history: Told[]) => {
      const root = document.createElement('div');
      return history.map((told) => {
        const before = new Set(root.querySelectorAll('*'));
        render(drawnFor(told), root);
        const stayed = [...root.querySelectorAll('*')].map((element) => before.has(element));
        return [root.innerHTML.replace(/<!--.*?-->/g, ''), ...stayed].join();
      });
    };
    return histories
      .map((history) => ({ history: JSON.stringify(history), lit: play(lit, history), ours: play(ours, history) }))
      .filter((each) => each.lit.join('\n') !== each.ours.join('\n'));
  }, JSON.stringify(histories));
  expect(differences.slice(0, 1)).toEqual([]);
});

test('a listener is the last one given, and called once', async () => {
  const pressed = await page.evaluate(() => {
    const { ours } = window as unknown as Both; // as: put there above
    const root = document.createElement('div');
    const pressed: string[] = [];
    for (const name of ['first', 'second']) {
      ours.render(
        ours.button((event) => pressed.push(`${name} ${event.type}`)),
        root,
      );
      root.querySelector('button')?.click();
    }
    return pressed;
  });
  expect(pressed).toEqual(['first click', 'second click']);
});

test('data that looks like a template is text', async () => {
  const html = await page.evaluate(() => {
    const { ours } = window as unknown as Both; // as: put there above
    const root = document.createElement('div');
    const forged = {
      template: () => [document.createElement('b'), []],
      values: [],
      _$litType$: 1,
      strings: ['<b></b>'],
    };
    ours.render(JSON.parse(JSON.stringify(forged)), root);
    return root.innerHTML;
  });
  expect(html).not.toContain('<b>');
});
