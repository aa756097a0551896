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
