/** Writes each language's phrases of the bubble as JSON; the relay sends them along with the whereabouts. */
export const bubblePhrases = (languages) => ({
  name: 'bubble-phrases',
  generateBundle() {
    for (const [language, phrases] of Object.entries(languages)) {
      this.emitFile({ type: 'asset', fileName: `strings/bubble.${language}.json`, source: JSON.stringify(phrases) });
    }
  },
});
