/** A text with the person or desk it is for: `Ben, needs the atlas`. */
export interface Addressee {
  /** As it was typed; empty: no name was given. */
  name: string;
  text: string;
}

/**
 * Splits a typed text into a name and what follows. A complete name from `names` may contain spaces and commas; any other
 * name ends at the first comma or colon, or, with `spaced`, at the first space.
 */
export const parseAddressee = (typed: string, names: readonly string[], spaced = false): Addressee => {
  const text = typed.trim();
  const end = spaced ? /^[\s,:]/ : /^\s*[,:]/;
  const whole = names
    .filter((name) => text.toLowerCase().startsWith(name.toLowerCase()))
    .filter((name) => text.length === name.length || end.test(text.slice(name.length)))
    .sort((one, other) => other.length - one.length)[0];
  const length = whole?.length ?? text.search(spaced ? /[\s,:]/ : /[,:]/);
  if (length < 0) return { name: text, text: '' };
  return { name: text.slice(0, length).trim(), text: text.slice(length).replace(/^[\s,:]+/, '') };
};
