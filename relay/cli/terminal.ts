/** Whoever reads it may have gone, as `head` does; then there is nobody left to tell. */
export const say = (text: string): void => {
  process.stdout.on('error', () => {});
  process.stdout.write(`${text}\n`);
};

/** The exit code of what could not be done. */
export const refuse = (lines: readonly string[]): number => {
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
};

/** What a command came to, as its exit code. */
export const tell = ({ ok, lines }: { ok: boolean; lines: readonly string[] }): number => {
  if (!ok) return refuse(lines);
  say(lines.join('\n'));
  return 0;
};
