import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LogFormat, lineLog } from '../../relay/log.ts';

const clock = { now: () => Date.UTC(2026, 2, 1, 9, 30) };

const lineOf = (format: LogFormat, what: string, facts?: Record<string, string | number | boolean>): string => {
  const lines: string[] = [];
  lineLog(format, clock, (line) => lines.push(line)).info(what, facts);
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
};

/** Whatever ends a line for some reader, moves a cursor or turns the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const HARMFUL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u;

describe('lineLog in text', () => {
  test('A log line has time, level, what happened and its facts', () => {
    expect(lineOf('text', 'listening', { host: '127.0.0.1', port: 8080, proxy: false })).toBe(
      '2026-03-01T09:30:00.000Z info listening host=127.0.0.1 port=8080 proxy=false\n',
    );
    const lines: string[] = [];
    lineLog('text', clock, (line) => lines.push(line)).warn('data file is full');
    expect(lines).toEqual(['2026-03-01T09:30:00.000Z warn data file is full\n']);
  });

  test.each([
    ['two words', '"two words"'],
    ['a=b', '"a=b"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['', '""'],
    ['one\ntwo\r\n2026-03-01T09:30:00.000Z warn forged', '"one\\ntwo\\r\\n2026-03-01T09:30:00.000Z warn forged"'],
    ['\u001b[2Jgone', '"\\u001b[2Jgone"'],
    ['\u009b2J', '"\\u009b2J"'],
    ['\u2028\u202e', '"\\u2028\\u202e"'],
    ['\ud800', '"\\ud800"'],
    ['Bücher 📚', '"Bücher 📚"'],
  ])('%j is shown as %s', (value, shown) => {
    expect(lineOf('text', 'changed', { value })).toBe(`2026-03-01T09:30:00.000Z info changed value=${shown}\n`);
  });

  test('A long fact is cut', () => {
    expect(lineOf('text', 'changed', { value: 'x'.repeat(10_000) }).length).toBeLessThan(600);
  });
});

describe('lineLog in JSON', () => {
  test('A JSON log line has the same content as a text line', () => {
    expect(JSON.parse(lineOf('json', 'listening', { port: 8080, proxy: false, host: 'a b' }))).toEqual({
      time: '2026-03-01T09:30:00.000Z',
      level: 'info',
      what: 'listening',
      port: 8080,
      proxy: false,
      host: 'a b',
    });
  });

  test('No fact replaces time, level or what in a JSON log line', () => {
    const line = lineOf('json', 'changed', { what: 'forged', level: 'none', time: 0 });
    expect(line).toBe('{"time":"2026-03-01T09:30:00.000Z","level":"info","what":"changed"}\n');
  });
});

test('A log line stays one harmless line whatever its facts hold', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 40 });
  const units = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(fc.constantFrom<LogFormat>('text', 'json'), fc.oneof(anything, units), (format, value) => {
      const line = lineOf(format, 'changed', { value });
      expect(line.slice(0, -1)).not.toMatch(HARMFUL);
      expect(line.at(-1)).toBe('\n');
      if (format === 'json') expect(JSON.parse(line).value).toBe(value);
    }),
  );
});

test('The relay keeps running when the reader of its log goes away', async () => {
  const module = new URL('../../relay/log.ts', import.meta.url).href;
  const script = `import { stderrLog } from ${JSON.stringify(module)};
    const log = stderrLog('text', Date);
    log.info('begun');
    process.stdin.once('data', () => {
      let left = 50;
      const more = () => { log.info('more'); if (left-- > 0) setImmediate(more); else process.exit(7); };
      more();
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'pipe' });
  await once(child.stderr, 'data');
  child.stderr.destroy();
  child.stdin.write('go\n');
  const [code] = await once(child, 'exit');
  expect(code).toBe(7);
});
