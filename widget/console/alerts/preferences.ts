/** How the librarian is alerted. Everything is off by default. */
export interface AlertPreferences {
  notices: boolean;
  sound: boolean;
  /** Desktop notifications may show what a patron wrote. */
  showText: boolean;
}

const NAME = 'ask-librarian-console-alerts';

/** The console keeps these preferences in localStorage, and nothing else. */
export const readPreferences = (): AlertPreferences => {
  const kept = stored();
  return { notices: kept.has('notices'), sound: kept.has('sound'), showText: kept.has('showText') };
};

export const keepPreferences = (preferences: AlertPreferences): void => {
  const on = Object.entries(preferences).flatMap(([name, is]) => (is ? [name] : []));
  try {
    localStorage.setItem(NAME, on.join(' '));
  } catch {
    // Storage is forbidden or full: the preferences apply until the page is closed.
  }
};

/** Calls `then` when another tab changes the preferences. Returns a function that stops watching. */
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
