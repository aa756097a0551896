import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { minified } from '../../../widget/build/minified.mjs';
import { ownLit } from '../../../widget/build/own-lit.mjs';
import { source } from '../../../widget/build/source.mjs';

const ENTRY = fileURLToPath(new URL('../../../widget/chat/ask-librarian-chat-define.ts', import.meta.url));

/** The chat's scripts as the build makes them, by name; the first is `chat.js`. */
export async function chatScripts(): Promise<Map<string, string>> {
  const plugins = [source(), ownLit(), minified()];
  const bundle = await rollup({
    input: { chat: ENTRY },
    preserveEntrySignatures: 'allow-extension',
    plugins,
  });
  const { output } = await bundle.generate({ format: 'es', entryFileNames: '[name].js' });
  await bundle.close();
  return new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])));
}
