/** How she wants to be called; everything is off until she asks for it. */
export interface AlertPreferences {
  notices: boolean;
  sound: boolean;
  /** Notices may show what a patron wrote. */
  showText: boolean;
}

const NAME = 'ask-librarian-console-alerts';

/** This is the librarian's own page: its preferences, and nothing else, stay in the browser. */
export const readPreferences = (): AlertPreferences => {
  const kept = stored();
  return { notices: kept.has('notices'), sound: kept.has('sound'), showText: kept.has('showText') };
};

export const keepPreferences = (preferences: AlertPreferences): void => {
  const on = Object.entries(preferences).flatMap(([name, is]) => (is ? [name] : []));
  try {
    localStorage.setItem(NAME, on.join(' '));
  } catch {
    // Storage is forbidden or full: they hold until the page is closed.
  }
};

/** Calls back when another tab has changed them. */
export const watchPreferences = (then: () => void): (() => void) => {
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener('storage', ({ key }) => key === NAME && then(), { signal });
  return () => listening.abort();
};

const stored = (): Set<string> => {
  try {
    return new Set(localStorage.getItem(NAME)?.split(' '));
  } catch {
    return new Set();
  }
};
