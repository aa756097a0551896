#!/usr/bin/env node
// In syntax that any Node can read, so that an old Node prints this sentence instead of a syntax error.
var version = process.versions.node;
if (Number(version.split('.')[0]) < 24) {
  process.stderr.write('ask-librarian needs Node 24 or newer; this is Node ' + version + '. See https://nodejs.org/\n');
  process.exitCode = 1;
} else {
  import('../dist/relay/main.js').then(function (relay) {
    return relay.main(process.argv.slice(2), process.env);
  });
}
