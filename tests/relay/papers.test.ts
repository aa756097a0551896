import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HELP } from '../../relay/cli/help.ts';
import { COMMANDS, usageOf } from '../../relay/messenger/commands/commands.ts';
import { SENTENCES } from '../../relay/messenger/sentences.en.ts';
import { withCommands } from './command-paper.ts';

const page = (file: string): string => readFileSync(file, 'utf8');

describe('docs/librarians.md', () => {
  const text = page('docs/librarians.md');

  test('The page docs/librarians.md has every command as the relay accepts it', () => {
    expect(text).toBe(withCommands(text));
    for (const row of COMMANDS) expect(text).toContain(`| \`${usageOf(row)}\` |`);
  });

  test('The page docs/librarians.md explains what librarians read, in the same words', () => {
    const plain = text.replaceAll('’', "'");
    for (const said of [
      SENTENCES.again('').trim(),
      SENTENCES.answering('Theo'),
      SENTENCES.relayOutage('9:42:10 PM', '9:42:13 PM').split('. ')[0],
      SENTENCES.patronLeft.split('. ')[0],
      SENTENCES.encrypted.split(', ')[0],
      SENTENCES.forgotten.split('. ')[0],
    ])
      expect(plain).toContain(said?.replaceAll('’', "'").replace(/\.$/, ''));
  });
});

describe('documents', () => {
  const papers = ['README.md', 'docs/config.md', 'docs/librarians.md', 'docs/report.md', 'docs/xmpp.md'];

  test.each(papers)('Every link and picture in %s exists', (file) => {
    const targets = [...page(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets.filter((one) => !/^https?:/.test(one))) {
      const [path = '', part] = target.split('#');
      const linked = path === '' ? file : join(dirname(file), path);
      expect(existsSync(linked), target).toBe(true);
      if (part !== undefined) expect(headings(page(linked)), target).toContain(part);
    }
  });

  test('Documents name no command or option that does not exist', () => {
    for (const file of papers)
      for (const [, command = '', rest = ''] of page(file).matchAll(
        /ask-librarian (serve|check|invite|report|prosody)\b([^`\n#]*)/g,
      )) {
        expect(HELP).toContain(`ask-librarian ${command}`);
        for (const [option] of rest.matchAll(/--[a-z]+/g))
          expect(HELP, `${file}: ${command} ${option}`).toContain(option);
      }
  });
});

/** The anchors that GitHub makes from the headings of a page. */
const headings = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\d\s-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
