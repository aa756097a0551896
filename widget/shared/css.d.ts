/** The type of an imported style sheet: the build (widget/build/css.mjs) gives its minified text. */
declare module '*.css' {
  const text: string;
  export default text;
}
