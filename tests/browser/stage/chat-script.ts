import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { css } from '../../../widget/build/css.mjs';
import { minified } from '../../../widget/build/minified.mjs';
import { templates } from '../../../widget/build/templates.mjs';
import { typescript } from '../../../widget/build/typescript.mjs';

const ENTRY = fileURLToPath(new URL('../../../widget/chat/ask-librarian-chat-define.ts', import.meta.url));

/** The chat's script as the build makes it, but for its name. */
export async function chatScript(external: string[] = []): Promise<string> {
  const plugins = [nodeResolve({ browser: true }), typescript(), css(), templates(), minified()];
  const bundle = await rollup({ input: ENTRY, external, plugins });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}

export const gzipped = (code: string): number => gzipSync(code, { level: 9 }).length;
