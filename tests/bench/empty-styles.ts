import { registerHooks } from 'node:module';

/** The stage's patron reads with the chat's own views, whose styles only a build takes in: here they are nothing. */
registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.css')) return next(url, context);
    return { format: 'module', source: "export default '';", shortCircuit: true };
  },
});
