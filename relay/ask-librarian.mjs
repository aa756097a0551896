#!/usr/bin/env node
// Written for any Node, so that an old one is told what it lacks instead of failing on a word it does not know.
var version = process.versions.node;
if (Number(version.split('.')[0]) < 24) {
  process.stderr.write('ask-librarian needs Node 24 or newer; this is Node ' + version + '. See https://nodejs.org/\n');
  process.exitCode = 1;
} else {
  import('../dist/relay/main.js').then(function (relay) {
    return relay.main(process.argv.slice(2), process.env);
  });
}
