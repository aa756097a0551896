/** The bubble's words; they travel with the whereabouts, so that the bubble's script carries none but `ask`. */
export const EN = {
  ask: 'Ask a librarian',
};
