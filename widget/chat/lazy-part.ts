/** A script that not every conversation needs. It brings the style of what it draws. */
export interface LazyPart {
  style: string;
}

/**
 * Gives a part of the chat once it is there, and fetches it at the first call: until then, and where it cannot be had,
 * there is nothing in its place. `come` is called when it is there, `fail` when it will not be; a later call tries again.
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
