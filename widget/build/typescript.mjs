import { stripTypeScriptTypes } from 'node:module';

/** Takes types away, leaving every line where it was; what needs more than that is no erasable syntax. */
export const typescript = () => ({
  name: 'typescript',
  transform: (code, id) => (id.endsWith('.ts') ? { code: quietly(() => stripTypeScriptTypes(code)), map: null } : null),
});

/** Node calls this function experimental with every first use. */
const quietly = (work) => {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
};
