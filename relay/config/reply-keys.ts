import { isPlaceholder, PLACEHOLDERS, placeholdersOf } from '../desk/canned-replies.ts';
import { text } from './fields.ts';
import { quoted } from './mistakes.ts';
import { nearest } from './nearest-name.ts';
import { named } from './objects.ts';

const CODE_PATTERN = '^[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,31}$';

/** Codes are typed after "!r ", so they are one word. */
const codeFault = (code: string): string | undefined => {
  if (new RegExp(CODE_PATTERN, 'u').test(code)) return undefined;
  const meant = code
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '');
  return `${quoted(code)} is not a code: one word of 1 to 32 letters, digits and hyphens inside. Write ${quoted(meant === '' ? 'hours' : meant)}.`;
};

const ALL = PLACEHOLDERS.map((word) => `{${word}}`).join(', ');

const placeholderFault = (value: string): string | undefined => {
  const unknown = placeholdersOf(value).find((word) => !isPlaceholder(word));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown.trim(), PLACEHOLDERS);
  const instead = near === undefined ? `one of ${ALL}` : `{${near}}`;
  return `{${unknown}} stands for nothing. Write ${instead}.`;
};

/** What a desk's librarians say again and again. */
export const replies = named({
  about: `What this desk's librarians say again and again, each under a code: "!r CODE" in a messenger, a list in the console. ${ALL} in a text stand for the desk's own, and for the name of who says it.`,
  example: '{ "hours": "We are open {hours}." }',
  none: 'There is no reply here. Write at least one, such as "hours": "We are open {hours}.", or leave "replies" out.',
  pattern: CODE_PATTERN,
  placeholder: 'CODE',
  nameFault: codeFault,
  of: text({
    about: 'What the patron reads, and the librarian may change before it is said in the console.',
    example: 'We are open {hours}.',
    max: 1_000,
    fault: placeholderFault,
  }),
});
