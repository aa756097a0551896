import { describe, expect, test } from 'vitest';
import { isBarrel, rings, trespasses } from './boundaries.ts';
import { graphOf, importsOf, sources } from './tree.ts';

const graph = graphOf(sources());

describe('The code', () => {
  test('Each part imports only what the rules allow.', () => {
    expect(graph.size).toBeGreaterThan(50);
    expect(trespasses(graph)).toEqual([]);
  });

  test('No imports form a cycle.', () => {
    // The views of the chat still import the types of the parts they load on demand.
    expect(rings(graph).filter((ring) => !ring.startsWith('widget/chat/views/'))).toEqual([]);
  });

  test('No file only re-exports what others export.', () => {
    const scripts = [...sources()].filter(([path]) => graph.has(path));
    expect(scripts.filter(([, text]) => isBarrel(text)).map(([path]) => path)).toEqual([]);
  });

  test('No source has a default export.', () => {
    const parts = [...sources()].filter(([path]) => /^(relay|widget|demo)\/.*\.ts$/.test(path));
    expect(parts.filter(([, text]) => /^export default/m.test(text)).map(([path]) => path)).toEqual([]);
  });
});

describe('The search for forbidden imports', () => {
  test.each([
    ['relay/protocol/frames.ts', `import { nanoid } from 'nanoid';`],
    ['relay/protocol/frames.ts', `import type { Desk } from '../desk/desk.ts';`],
    ['relay/desk/desk.ts', `import { readFile } from 'node:fs';`],
    ['relay/desk/desk.ts', `import * as v from 'valibot';`],
    ['relay/desk/desk.ts', `import type { Server } from '../web/server.ts';`],
    ['relay/web/server.ts', `import {\n  openStores,\n  type Stores,\n} from '../sqlite/stores.ts';`],
    ['relay/web/server.ts', `import type { Config } from '../config.ts';`],
    ['relay/sqlite/stores.ts', `new Worker(new URL('../web/worker.ts', import.meta.url))`],
    ['relay/config/config.ts', `import { startRelay } from '../start-relay.ts';`],
    ['relay/web/server.ts', `import { startRelay } from '../start-relay.ts';`],
    ['relay/cli/serve.ts', `import { openStores } from '../sqlite/stores.ts';`],
    ['relay/start-relay.ts', `import { serve } from './cli/serve.ts';`],
    ['relay/main.ts', `import { startRelay } from './start-relay.ts';`],
    ['relay/messenger/x.ts', `import { XmppLink } from '../networks/xmpp/xmpp-link.ts';`],
    ['relay/messenger/x.ts', `import type { Server } from '../web/server.ts';`],
    ['relay/messenger/x.ts', `import { createHash } from 'node:crypto';`],
    ['relay/networks/irc/x.ts', `import { XmppLink } from '../xmpp/xmpp-link.ts';`],
    ['relay/networks/irc/x.ts', `import type { Server } from '../../web/server.ts';`],
    ['relay/networks/x.ts', `import type { Network } from '../messenger/ports.ts';`],
    ['widget/chat/chat.ts', `import { Desk } from '../../relay/desk/desk.ts';`],
    ['widget/chat/chat.ts', `import 'left-pad';`],
    ['widget/chat/chat.ts', `const part = await import('node:fs');`],
    ['widget/chat/chat.ts', `export { css } from '../build/css.mjs';`],
    ['demo/start.ts', `import { WebServer } from '../relay/web/server.ts';`],
    ['demo/start.ts', `import { main } from '../relay/main.ts';`],
    ['relay/main.ts', `import { FakeClock } from '../tests/stage/fake-clock.ts';`],
    ['elsewhere/a.ts', ``],
  ])('finds in %s: %s', (path, text) => {
    expect(trespasses(graphOf(new Map([[path, text]])))).toHaveLength(1);
  });

  test('lets allowed imports pass.', () => {
    const allowed = new Map([
      ['relay/main.ts', `import { serve } from './cli/serve.ts';`],
      ['relay/cli/serve.ts', `import { a } from '../start-relay.ts';\nimport { b } from 'node:fs';`],
      ['relay/start-relay.ts', `import { a } from './web/server.ts';\nimport { b } from 'node:fs';`],
      ['relay/web/server.ts', `import { a } from 'ws';\nimport type { b } from '../desk/ports.ts';`],
      [
        'relay/networks/irc/link.ts',
        `import { a } from '../../messenger/ports.ts';\nimport { b } from './stream/x.ts';`,
      ],
      ['widget/chat/chat.ts', `import { a } from 'lit/directives/repeat.js';\nimport b from '../look.css';`],
      ['demo/start.ts', `import { startRelay } from '../relay/start-relay.ts';`],
    ]);
    expect(trespasses(graphOf(allowed))).toEqual([]);
  });

  test('skips imports in comments.', () => {
    expect(importsOf(`// import 'a';\n/* import 'b'; */\n/** like\n * import 'c';\n */\nimport 'd';`)).toEqual(['d']);
  });

  test('names each cycle once.', () => {
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

  test('A part that is loaded on demand closes no cycle.', () => {
    const onDemand = new Map([
      ['a.ts', `const b = await import('./b.ts');`],
      ['b.ts', `import type { A } from './a.ts';`],
    ]);
    expect(rings(graphOf(onDemand))).toEqual([]);
  });

  test('Imports of types close a cycle, also in the form `typeof import`.', () => {
    const types = new Map([
      ['a.ts', `export type B = typeof import('./b.ts');`],
      ['b.ts', `import type { A } from './a.ts';`],
    ]);
    expect(rings(graphOf(types))).toEqual(['a.ts -> b.ts']);
  });

  test.each([
    [`export * from './a.ts';\nexport const b = 1;`, true],
    [`/** All. */\nexport { a } from './a.ts';\nexport type { B } from './b.ts';\n`, true],
    [`import { a } from './a.ts';\nexport const b = a;`, false],
    [`export { a } from './a.ts';\nexport const b = 1;`, false],
    ['', false],
  ])('knows whether a file only re-exports: %j', (text, barrel) => {
    expect(isBarrel(text)).toBe(barrel);
  });
});
