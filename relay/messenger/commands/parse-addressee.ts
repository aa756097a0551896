/** What is said to or for somebody: `Ben, she needs the atlas`. */
export interface Addressee {
  /** As it was typed; empty: nobody is named. */
  name: string;
  text: string;
}

/**
 * A name, and what follows it. A name that is written out may have spaces and commas of its own; else it ends at the first
 * comma or colon, or, where `spaced`, at the first space.
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
