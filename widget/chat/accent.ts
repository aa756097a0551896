import style from './accent.css';

/** For libraries that chose an accent of their own. */
export { style };
