import { expect, test } from 'vitest';
import { startWeb } from '../web-stage.ts';

const PATH = '/desks/main/question';

test('The page of a private link runs its own scripts only, is cached nowhere and framed nowhere', async () => {
  const { address } = await startWeb();
  const answer = await fetch(`${address}${PATH}`);
  expect(answer.status).toBe(200);
  const policy = answer.headers.get('content-security-policy') ?? '';
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]) {
    expect(policy.split('; ')).toContain(rule);
  }
  expect(policy).not.toContain('unsafe');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('set-cookie')).toBeNull();
  const html = await answer.text();
  expect(html).not.toMatch(/<script(?![^>]* src=)/);
  // The key leaves the address bar before anything else is done.
  expect(html.indexOf('/question.js')).toBeLessThan(html.indexOf('/widget.js'));
});

test('The page of a private link is 404 for an unknown desk and for a longer path, and 405 for a POST', async () => {
  const { address } = await startWeb();
  expect((await fetch(`${address}/desks/nowhere/question`)).status).toBe(404);
  expect((await fetch(`${address}${PATH}/more`)).status).toBe(404);
  expect((await fetch(`${address}${PATH}`, { method: 'POST' })).status).toBe(405);
});
