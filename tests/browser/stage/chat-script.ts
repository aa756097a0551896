import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { closeCodes } from '../../../widget/build/close-codes.mjs';
import { css } from '../../../widget/build/css.mjs';
import { minified } from '../../../widget/build/minified.mjs';
import { templates } from '../../../widget/build/templates.mjs';
import { typescript } from '../../../widget/build/typescript.mjs';

const ENTRY = fileURLToPath(new URL('../../../widget/chat/ask-librarian-chat-define.ts', import.meta.url));

/** The chat's scripts as the build makes them, by name; the first is `chat.js`. */
export async function chatScripts(external: (string | RegExp)[] = []): Promise<Map<string, string>> {
  const plugins = [nodeResolve({ browser: true }), closeCodes(), typescript(), css(), templates(), minified()];
  const bundle = await rollup({
    input: { chat: ENTRY },
    preserveEntrySignatures: 'allow-extension',
    external,
    plugins,
  });
  const { output } = await bundle.generate({ format: 'es', entryFileNames: '[name].js' });
  await bundle.close();
  return new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])));
}

export const gzipped = (code: string): number => gzipSync(code, { level: 9 }).length;
