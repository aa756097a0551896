import { defineConfig } from 'vitest/config';

/** The project `quick` runs in `npm run check`; the others need the built pages, a browser or a system tool. */
const project = (name: string, include: string[], timeout = 20_000) => ({
  test: { name, include, testTimeout: timeout, hookTimeout: 60_000, pool: 'forks' as const },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('quick', ['tests/{relay,widget,demo,contract,house,run,bench,picture}/**/*.test.ts']),
      project('journeys', ['tests/journeys/**/*.test.ts'], 60_000),
      project('system', ['tests/system/**/*.test.ts'], 120_000),
      project('browser', ['tests/browser/**/*.test.ts'], 120_000),
    ],
  },
});
