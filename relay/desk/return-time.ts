/** When she says she will be back; undefined where it is not certain. */
export const readReturn = (_words: string, _at: number, _zone: string, _closing?: number): number | undefined =>
  undefined;
