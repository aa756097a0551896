/** A script that not every conversation needs. It brings the style of its views. */
export interface LazyPart {
  style: string;
}

/**
 * Returns a function that fetches a part of the chat at its first call, and returns the part once it has arrived;
 * undefined before, and if it cannot be fetched. `come` is called when the part has arrived, `fail` when fetching failed.
 * A call after a failure fetches again.
 */
export function lazyPart<Part extends LazyPart>(
  load: () => Promise<Part>,
  come: (part: Part) => void,
  fail = () => {},
): () => Part | undefined {
  let part: Part | undefined;
  let asked = false;
  const fetchPart = async () => {
    try {
      part = await load();
      come(part);
    } catch {
      asked = false;
      fail();
    }
  };
  return () => {
    if (!asked) {
      asked = true;
      void fetchPart();
    }
    return part;
  };
}
