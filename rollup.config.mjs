/** Builds the scripts for patrons' and librarians' browsers into dist/pages, and the relay's JavaScript into dist/relay. */

import { existsSync, rmSync } from 'node:fs';
import { bubblePhrases } from './widget/build/bubble-phrases.mjs';
import { chatName } from './widget/build/chat-name.mjs';
import { consolePage } from './widget/build/console-page.mjs';
import { classicScript, minified } from './widget/build/minified.mjs';
import { ownLit } from './widget/build/own-lit.mjs';
import { packed } from './widget/build/packed.mjs';
import { source } from './widget/build/source.mjs';
import { typescript } from './widget/build/typescript.mjs';
import { EN } from './widget/strings/bubble.en.ts';

const PAGES = 'dist/pages';
rmSync(PAGES, { recursive: true, force: true });

const name = chatName();

/** The order matters: the bubble's script contains the name of the chat's script, so the chat is built first. */
export default [
  {
    input: { chat: 'widget/chat/ask-librarian-chat-define.ts' },
    preserveEntrySignatures: 'allow-extension',
    plugins: [source(), ownLit(), minified(), name.remember],
    output: { dir: PAGES, format: 'es', entryFileNames: '[name]-[hash].js' },
  },
  {
    input: { console: 'widget/console/librarian-console-define.ts' },
    plugins: [
      source(),
      ownLit(),
      minified(),
      consolePage({ page: 'widget/build/console.html', style: 'widget/build/console.css' }),
    ],
    output: {
      dir: `${PAGES}/console`,
      format: 'es',
      entryFileNames: '[name]-[hash].js',
      assetFileNames: '[name]-[hash][extname]',
    },
  },
  {
    input: { question: 'widget/question/question-define.ts' },
    plugins: [source(), minified(), classicScript()],
    output: { dir: PAGES, format: 'es' },
  },
  {
    input: { widget: 'widget/bubble/ask-librarian-define.ts' },
    plugins: [name.insert, source(), minified(), classicScript(), bubblePhrases({ en: EN }), packed(PAGES)],
    output: { dir: PAGES, format: 'es' },
  },
  {
    // The relay as the npm package contains it, because Node does not remove types from files under node_modules. Each
    // TypeScript file becomes one JavaScript file.
    input: { main: 'relay/main.ts', 'sqlite/worker/worker': 'relay/sqlite/worker/worker.ts' },
    external: [/^node:/, /^(?!\.|\/)/],
    plugins: [typescript()],
    output: { dir: 'dist/relay', format: 'es', preserveModules: true, preserveModulesRoot: 'relay' },
  },
].filter(({ input }) => {
  const missing = Object.values(input).filter((file) => !existsSync(file));
  for (const file of missing) process.stdout.write(`Not built, because this file is missing: ${file}\n`);
  return missing.length === 0;
});
