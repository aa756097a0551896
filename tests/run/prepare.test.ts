import { expect, test } from 'vitest';
import { howToGet } from './prepare.ts';

test('On Debian an engine comes from a command that can be pasted.', () => {
  const install = 'apt-get install -y --no-install-recommends profanity tmux';
  expect(howToGet(['profanity'], { debian: true, root: true })).toBe(install);
  expect(howToGet(['profanity'], { debian: true, root: false })).toBe(`sudo ${install}`);
});

test('On other systems a sentence says how to get each engine.', () => {
  expect(howToGet(['chromium', 'strace'], { debian: false, root: false })).toBe(
    'npx playwright install chromium; install strace (Linux only)',
  );
});
