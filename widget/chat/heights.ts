/** Below this height, in pixels, a conversation needs the place of the whereabouts card; below the other, so does the composer. */
const LOW = 560;
const LOWEST = 360;

/** Is there little height to see? On a phone the keyboard takes half of it. */
export const isLow = (talking: boolean): boolean => (visualViewport?.height ?? innerHeight) < (talking ? LOW : LOWEST);
