/** `widget.js` loads the chat by its hashed name, so the chat is built first and its name put in here. */
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
