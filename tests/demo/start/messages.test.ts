// covers: demo/start/messages.ts, demo/start/messengers.ts
import { describe, expect, test } from 'vitest';
import { failure, localhostAddress, welcome } from '../../../demo/start/messages.ts';
import { accountLines } from '../../../demo/start/messengers.ts';

describe('messages', () => {
  test('The welcome begins with the catalogue, and names every other page', () => {
    expect(welcome('http://127.0.0.1:8080').match(/http\S+/g)).toEqual([
      'http://localhost:8080/',
      'http://localhost:8080/librarian',
      'http://localhost:8080/both',
      'http://localhost:8080/healthz',
    ]);
  });

  test('With an XMPP server, the welcome names the accounts, and the port where clients would not find it', () => {
    const usual = accountLines(['ann', 'ben'], 5_222);
    expect(usual.match(/\S+@\S+, password \S+/g)).toEqual([
      'ann@localhost, password newport',
      'ben@localhost, password newport',
    ]);
    expect(usual).toContain('server localhost, port 5222\n');
    expect(accountLines(['ann'], 40_000)).toContain('port 40000 (“Connect port” in Pidgin, under Advanced)');
    expect(welcome('http://127.0.0.1:8080', usual)).toContain(`/healthz\n${usual}\nCtrl-C`);
  });

  test('Every address of this machine is printed as localhost, so that a sign-in is valid on every page', () => {
    expect(localhostAddress('http://0.0.0.0:81/a#b')).toBe('http://localhost:81/a#b');
    expect(localhostAddress('http://[::1]:81')).toBe('http://localhost:81/');
    expect(localhostAddress('https://ask.library.example/a')).toBe('https://ask.library.example/a');
  });

  test('A taken port is reported in one sentence, however deep the error is', () => {
    const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
    const sentence = 'Port 8080 is taken by another program. Choose another one: PORT=8081 npm start';
    expect(failure(taken, 8080)).toBe(sentence);
    expect(failure(new Error('cannot listen', { cause: taken }), 8080)).toBe(sentence);
    expect(failure(taken, 8080, 'npm run start:im')).toContain('PORT=8081 npm run start:im');
    expect(failure(Object.assign(new Error(), { code: 'EACCES' }), 80)).toContain('may not listen on port 80');
    expect(failure(new Error('The file of data is locked.'), 8080)).toBe('The file of data is locked.');
    expect(failure('odd', 8080)).toBe('odd');
  });
});
