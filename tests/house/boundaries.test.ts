import { describe, expect, test } from 'vitest';
import { isBarrel, rings, trespasses } from './boundaries.ts';
import { graphOf, importsOf, sources } from './tree.ts';

const graph = graphOf(sources());

describe('the house', () => {
  test('each part imports only what it may', () => {
    expect(graph.size).toBeGreaterThan(50);
    expect(trespasses(graph)).toEqual([]);
  });

  test('nothing imports in a ring', () => {
    expect(rings(graph)).toEqual([]);
  });

  test('no file only hands on what others export', () => {
    const scripts = [...sources()].filter(([path]) => graph.has(path));
    expect(scripts.filter(([, text]) => isBarrel(text)).map(([path]) => path)).toEqual([]);
  });

  test('exports have names', () => {
    const parts = [...sources()].filter(([path]) => /^(relay|widget|demo)\/.*\.ts$/.test(path));
    expect(parts.filter(([, text]) => /^export default/m.test(text)).map(([path]) => path)).toEqual([]);
  });
});

describe('the test of the house sees', () => {
  test.each([
    ['relay/protocol/frames.ts', `import { nanoid } from 'nanoid';`],
    ['relay/protocol/frames.ts', `import type { Desk } from '../desk/desk.ts';`],
    ['relay/desk/desk.ts', `import { readFile } from 'node:fs';`],
    ['relay/desk/desk.ts', `import * as v from 'valibot';`],
    ['relay/desk/desk.ts', `import type { Server } from '../web/server.ts';`],
    ['relay/web/server.ts', `import {\n  openStores,\n  type Stores,\n} from '../sqlite/stores.ts';`],
    ['relay/web/server.ts', `import type { Config } from '../config.ts';`],
    ['relay/sqlite/stores.ts', `new Worker(new URL('../web/worker.ts', import.meta.url))`],
    ['relay/config/config.ts', `import { startRelay } from '../main.ts';`],
    ['widget/chat/chat.ts', `import { Desk } from '../../relay/desk/desk.ts';`],
    ['widget/chat/chat.ts', `import 'left-pad';`],
    ['widget/chat/chat.ts', `const part = await import('node:fs');`],
    ['widget/chat/chat.ts', `export { css } from '../build/css.mjs';`],
    ['demo/start.ts', `import { WebServer } from '../relay/web/server.ts';`],
    ['relay/main.ts', `import { FakeClock } from '../tests/stage/fake-clock.ts';`],
    ['elsewhere/a.ts', ``],
  ])('%s: %s', (path, text) => {
    expect(trespasses(graphOf(new Map([[path, text]])))).toHaveLength(1);
  });

  test('what is allowed', () => {
    const allowed = new Map([
      ['relay/main.ts', `import { a } from './web/server.ts';\nimport { b } from 'node:fs';`],
      ['relay/web/server.ts', `import { a } from 'ws';\nimport type { b } from '../desk/ports.ts';`],
      ['widget/chat/chat.ts', `import { a } from 'lit/directives/repeat.js';\nimport b from '../look.css';`],
      ['demo/start.ts', `import { startRelay } from '../relay/main.ts';`],
    ]);
    expect(trespasses(graphOf(allowed))).toEqual([]);
  });

  test('imports in comments are none', () => {
    expect(importsOf(`// import 'a';\n/* import 'b'; */\n/** like\n * import 'c';\n */\nimport 'd';`)).toEqual(['d']);
  });

  test('rings, once each', () => {
    const imports = (text: string) =>
      text
        .split(' ')
        .map((name) => `import './${name}.ts';`)
        .join('\n');
    const ring = graphOf(
      new Map([
        ['b.ts', imports('c')],
        ['c.ts', imports('a d')],
        ['a.ts', imports('b')],
        ['d.ts', imports('d')],
      ]),
    );
    expect(rings(ring)).toEqual(['a.ts -> b.ts -> c.ts', 'd.ts']);
  });

  test('a part that is loaded later makes no ring', () => {
    const lazy = new Map([
      ['a.ts', `export type B = typeof import('./b.ts');\nconst b = await import('./b.ts');`],
      ['b.ts', `import type { A } from './a.ts';`],
    ]);
    expect(rings(graphOf(lazy))).toEqual([]);
  });

  test.each([
    [`export * from './a.ts';\nexport const b = 1;`, true],
    [`/** All. */\nexport { a } from './a.ts';\nexport type { B } from './b.ts';\n`, true],
    [`import { a } from './a.ts';\nexport const b = a;`, false],
    [`export { a } from './a.ts';\nexport const b = 1;`, false],
    ['', false],
  ])('barrels: %j', (text, barrel) => {
    expect(isBarrel(text)).toBe(barrel);
  });
});
