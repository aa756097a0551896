// covers: widget/chat/ask-librarian-chat.ts, widget/chat/views/panel.ts, widget/chat/views/card.ts
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { ChatStage, log, opens, says } from './stage/chat-stage.ts';
import { AVAILABLE, BUSY } from './stage/desks.ts';

/** Replaces every text node of the chat by `<font>` elements, as a browser does that translates a page. */
const translate = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const root = document.querySelector('body > div')?.shadowRoot?.querySelector('ask-librarian-chat')?.shadowRoot;
    const texts = document.createTreeWalker(root as ShadowRoot, NodeFilter.SHOW_TEXT); // as: the chat is open
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text); // as: only texts are walked
    for (const text of found.filter(({ data }) => data.trim())) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.textContent = `[${text.data}]`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  });

test('On a page that the browser has translated, availability, words, notices and ticks still change', async () => {
  const stage = await ChatStage.open();
  stage.relay.startsOver(AVAILABLE);
  const page = await stage.page();
  await opens(page);
  await says(page, 'Is the archive open?');
  await stage.relay.receives('say');
  stage.relay.send({ kind: 'wait', asked: 2 });
  await page.getByText('Asking 2 librarians…').waitFor();
  await log(page).getByText('Sent', { exact: true }).waitFor();
  await translate(page);
  await page.getByText('[Asking 2 librarians…]').waitFor();

  stage.relay.send({ kind: 'whereabouts', whereabouts: BUSY });
  stage.relay.send({ kind: 'wait', asked: 1 });
  stage.relay.send({ kind: 'mark', delivered: stage.relay.lastSeq, seen: stage.relay.lastSeq });
  await log(page).getByText('Seen', { exact: true }).waitFor();
  const header = page.locator('header');
  await header.getByText('Showing a class the archive').waitFor();
  expect(await header.innerText()).toContain('Busy');
  expect(await header.innerText()).not.toContain('Available');
  expect(await page.locator('.notice [role=status]').textContent()).toBe('Asking a librarian…');
  await translate(page);
  stage.relay.send({ kind: 'whereabouts', whereabouts: AVAILABLE });
  await header.getByText('Available · Ann', { exact: true }).waitFor();
  await stage.close();
});
