/** Name of the chat's script, which is in the same folder as `widget.js`. The build replaces it by the name with a hash. */
export const chatFile = 'chat.js';
