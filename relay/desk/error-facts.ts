/**
 * What may be logged about an error: its name and where it was thrown. Its message is left out, because it could contain
 * a patron's words.
 */
export const errorFacts = (error: unknown): { error: string; at: string } => {
  if (!(error instanceof Error)) return { error: typeof error, at: 'unknown' };
  const at = error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim();
  return { error: error.name, at: at?.slice(3) ?? 'unknown' };
};
