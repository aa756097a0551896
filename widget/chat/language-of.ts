/**
 * The language for times and days: the page's, or else the browser's, as far as it is the one the words are in. So a
 * page in `en-GB` reads 15:00 where one in `en-US` reads 3:00 PM, and no French weekday stands in an English sentence.
 */
export function languageOf(element: Element, words: string): string {
  const declared: (string | null | undefined)[] = [];
  let root: Node = element;
  for (let inner: Element | undefined = element; inner; inner = root instanceof ShadowRoot ? root.host : undefined) {
    declared.push(inner.closest('[lang]')?.getAttribute('lang'));
    root = inner.getRootNode();
  }
  const same = (language: string | null | undefined) => language?.toLowerCase().split('-')[0] === words;
  return [...declared, ...navigator.languages].find(same) ?? words;
}
