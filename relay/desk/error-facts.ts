/** What may be logged of a fault: its name and where it was thrown. Its message could hold a patron's words. */
export const errorFacts = (error: unknown): { fault: string; at: string } => {
  if (!(error instanceof Error)) return { fault: typeof error, at: 'unknown' };
  const at = error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim();
  return { fault: error.name, at: at?.slice(3) ?? 'unknown' };
};
