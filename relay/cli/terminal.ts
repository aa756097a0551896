/** Prints to stdout. A reader that stops reading, as `head` does, is no error. */
export const say = (text: string): void => {
  process.stdout.on('error', () => {});
  process.stdout.write(`${text}\n`);
};

/** Prints to stderr and returns the exit code 1. */
export const refuse = (lines: readonly string[]): number => {
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
};

/** Prints the result of a command and returns its exit code. */
export const print = ({ ok, lines }: { ok: boolean; lines: readonly string[] }): number => {
  if (!ok) return refuse(lines);
  say(lines.join('\n'));
  return 0;
};
