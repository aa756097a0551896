/** Two soft falling notes, a fourth apart: audible at a desk, but not across a reading room. */
const NOTES = [
  { hertz: 659.3, after: 0 },
  { hertz: 493.9, after: 0.16 },
];
const SECONDS = 0.5;
const LOUDNESS = 0.12;

/** The alert sound, synthesized so that there is no file to fetch. */
export class Bell {
  #audio: AudioContext | undefined;

  /** False until the first click or key on the page: until then the browser plays no sound. */
  get allowed(): boolean {
    return navigator.userActivation?.hasBeenActive ?? true;
  }

  async ring(): Promise<void> {
    if (!this.allowed) return;
    this.#audio ??= new AudioContext();
    if (this.#audio.state === 'suspended') await this.#audio.resume();
    for (const { hertz, after } of NOTES) note(this.#audio, hertz, this.#audio.currentTime + after);
  }

  async close(): Promise<void> {
    await this.#audio?.close();
    this.#audio = undefined;
  }
}

const note = (audio: AudioContext, hertz: number, at: number): void => {
  const tone = new OscillatorNode(audio, { type: 'sine', frequency: hertz });
  const loudness = new GainNode(audio, { gain: 0 });
  // An exponential ramp may not begin or end at zero. The short linear rise avoids a click.
  loudness.gain.setValueAtTime(0.0001, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + SECONDS);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + SECONDS);
};
