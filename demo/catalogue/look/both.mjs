// @ts-check
/**
 * The buttons of the page with both sides. Each one uses the real page in a frame as a person would: it writes into the
 * console's form or the chat's composer and submits it. What the status line then reports is read from the other side.
 */

/** How long a step waits for the relay and for the other side, in milliseconds. */
const PATIENCE_MS = 15_000;

/** How often the bubble is asked to look at the relay while a step waits for it. A closed bubble asks every 10 s. */
const LOOK_MS = 500;

const [patron, librarian] = document.querySelectorAll('iframe');
const status = document.querySelector('#status');

/**
 * The element at the end of a path through shadow roots: every selector but the last names a host.
 * @param {HTMLIFrameElement | undefined} frame
 * @param {string[]} selectors
 * @returns {any} an element, or nothing
 */
const find = (frame, ...selectors) => {
  const last = selectors.pop() ?? '';
  /** @type {ParentNode | null | undefined} */
  let root = frame?.contentDocument;
  for (const host of selectors) root = root?.querySelector(host)?.shadowRoot;
  return root?.querySelector(last);
};

/** @param {string} selector */
const inConsole = (selector) => find(librarian, 'librarian-console', selector);
/** @param {string} selector */
const inChat = (selector) => find(patron, 'ask-librarian', 'ask-librarian-chat', selector);

/**
 * Resolves with what `look` returns as soon as that is something.
 * @param {string} what names it in the error
 * @param {() => any} look
 */
const until = async (what, look) => {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const found = look();
    if (found) return found;
    await nextFrame();
  }
  throw new Error(`${what} did not appear`);
};

const nextFrame = () => new Promise(requestAnimationFrame);

/**
 * Writes into a field and submits its form, with a frame in between as with a person: Lit renders what was typed first.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {string} text
 */
const submit = async (field, text) => {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await nextFrame();
  field.form?.requestSubmit();
};

/**
 * Resolves with the bubble's text as soon as patrons read this availability.
 * @param {string} availability
 */
const patronsRead = async (availability) => {
  const looking = setInterval(() => patron?.contentWindow?.dispatchEvent(new Event('focus')), LOOK_MS);
  const whereabouts = () => find(patron, 'ask-librarian')?.whereabouts;
  await until('The new status', () => whereabouts()?.availability === availability).finally(() =>
    clearInterval(looking),
  );
  return find(patron, 'ask-librarian', 'small').textContent;
};

/**
 * @param {'away' | 'available'} availability
 * @param {string} words
 */
const setStatus = async (availability, words) => {
  const choice = await until('The console', () => inConsole(`#choice-${availability}`));
  if (choice.ariaExpanded !== 'true') choice.click();
  const chosen = () => inConsole(`#choice-${availability}[aria-expanded="true"]`);
  await submit(await until('The status form', () => chosen() && inConsole('#statement-words')), words);
  return `Patrons now read: ${await patronsRead(availability)}`;
};

/** @type {Record<string, (detail: string) => Promise<string>>} */
const steps = {
  away: (words) => setStatus('away', words),

  available: (words) => setStatus('available', words),

  async ask(question) {
    const bubble = await until('The bubble', () => find(patron, 'ask-librarian'));
    bubble.ask(question);
    const ready = () => inChat('textarea')?.value === question && !inChat('form').hidden;
    await until('The chat', ready);
    inChat('form').requestSubmit();
    const items = () => [...(inConsole('.lists')?.querySelectorAll('.item') ?? [])];
    const arrived = () => items().find((item) => item.textContent.includes(question));
    (await until('The question', arrived)).scrollIntoView({ block: 'nearest' });
    return 'The question has reached the console.';
  },

  async answer(text) {
    const item = inConsole('.list.waiting .item') ?? inConsole('.list.mine .item');
    if (!item) return 'No question is waiting. Ask one first.';
    item.click();
    const opened = () => inConsole(`#${item.id}[aria-current="true"]`) && inConsole('#composer');
    await submit(await until('The conversation', opened), text);
    await until('The answer', () => inChat('#log')?.textContent.includes(text));
    return 'The patron has the answer.';
  },
};

/** On a narrow screen the sides are one below the other: the side where the step shows comes into view. */
const SHOWN_AT = { away: patron, available: patron, ask: librarian, answer: patron };

let busy = false;

for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', async () => {
    if (busy || !status) return;
    busy = true;
    const name = button.dataset.step ?? '';
    try {
      status.textContent = 'One moment…';
      status.textContent = (await steps[name]?.(button.querySelector('span')?.textContent ?? '')) ?? '';
      SHOWN_AT[/** @type {keyof typeof SHOWN_AT} */ (name)]?.parentElement?.scrollIntoView({ block: 'end' });
    } catch (error) {
      status.textContent = `${error instanceof Error ? error.message : error}. Reload this page and try again.`;
    }
    busy = false;
  });
}

// This page is what the demo's bar in the catalogue leads to.
const withoutBar = () => find(patron, '.demo-bar')?.remove();
patron?.addEventListener('load', withoutBar);
withoutBar();

// The catalogue may have loaded before the console made the librarian available.
patronsRead('available').catch(() => {});
