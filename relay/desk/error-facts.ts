/**
 * What may be logged about an error: its name and where it was thrown. Its message is left out, because it could contain
 * a patron's words.
 */
export const errorFacts = (error: unknown): { error: string; at: string } => {
  if (!(error instanceof Error)) return { error: typeof error, at: 'unknown' };
  const { message, stack = '' } = error;
  // The stack begins with the message, which may have several lines, and one of them may look like a place.
  const start = stack.indexOf(message);
  if (start < 0) return { error: error.name, at: 'unknown' };
  const at = /^\s+at (.+)$/m.exec(stack.slice(start + message.length))?.[1];
  return { error: error.name, at: at ?? 'unknown' };
};
