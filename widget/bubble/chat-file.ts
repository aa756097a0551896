/** Name of the chat's script beside `widget.js`; the build puts the hashed one here. */
export const chatFile = 'chat.js';
