/** Which test tests what: a test file is named after its source file, or its first line names the files it covers. */

/** `relay/desk/sync.ts` for `tests/relay/desk/sync.test.ts`, whether there is such a file or not. */
export const mirrored = (test: string): string => test.replace(/^tests\//, '').replace(/\.test\.ts$/, '.ts');

/** The paths of a leading `// covers: a.ts, b.ts`, which may follow a `// needs:` line and may take several lines. */
export const coveredBy = (text: string): string[] =>
  [...text.matchAll(/^\/\/ covers: (.+)$/gm)].flatMap(([, paths = '']) => paths.split(',').map((path) => path.trim()));

/** Files that only declare types or start another file: nothing to test in them alone. */
export const hasCode = (text: string): boolean =>
  /^(?:export )?(?:default )?(?:abstract )?(?:async )?(?:function|class|const|let)\b/m.test(text);
