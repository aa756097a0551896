/** The page that the picture is taken of: the real catalogue and the real console in two frames, and a caption. */

/** In CSS pixels. GitHub shows a README about 840 wide. */
export const WIDTH = 840;
export const HEIGHT = 560;

/** Catalogue and console are on the origin of this page. */
export const SCENE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Picture</title>
<style>
* { box-sizing: border-box; margin: 0; }
body { width: ${WIDTH}px; height: ${HEIGHT}px; padding: 12px 12px 0; overflow: hidden; background: #dfe8ec;
  display: grid; grid-template: 1fr 44px / 1fr 1fr; gap: 0 12px; font: 600 16px/44px "Noto Sans", sans-serif; color: #14324f; }
section { display: flex; flex-direction: column; overflow: hidden; border-radius: 8px; background: #fff;
  box-shadow: 0 0 0 1px #b9c8d0; }
h1 { flex: none; padding-inline: 12px; font: 600 13px/30px "Noto Sans", sans-serif; color: #fff; background: #33475b; }
iframe { flex: 1; border: 0; }
p { grid-column: 1 / -1; text-align: center; }
svg { position: fixed; left: 0; top: 0; width: 22px; height: 28px; filter: drop-shadow(0 1px 1px #0006); }
i { position: fixed; border: 3px solid #e0572a; border-radius: 14px; }
</style>
<section><h1>The catalogue</h1><iframe id="patron" src="/record/monitor-and-the-merrimac"></iframe></section>
<section><h1>The librarian’s console</h1><iframe id="librarian" src="/librarian"></iframe></section>
<p></p>
<svg viewBox="0 0 22 28"><path d="M2 2v20l5-4.500 3.500 8 3.500-1.500-3.500-8h7z" fill="#111" stroke="#fff" stroke-width="1.500"/></svg>
<i hidden></i>
</html>`;
