/**
 * Two Rollup plugins that pass the name of the chat's script to the bubble's script. `widget.js` loads the chat by a
 * name that has a hash in it. Therefore the chat is built first, with `remember`; then the bubble is built, with `insert`,
 * which replaces the module `widget/bubble/chat-file.ts`.
 */
export const chatName = () => {
  let name;
  return {
    remember: {
      name: 'remember-chat-name',
      writeBundle(_output, files) {
        name = Object.values(files).find((file) => file.isEntry)?.fileName;
      },
    },
    insert: {
      name: 'insert-chat-name',
      load(id) {
        if (!id.endsWith('/widget/bubble/chat-file.ts')) return null;
        return name === undefined ? null : `export const chatFile = ${JSON.stringify(name)}`;
      },
    },
  };
};
