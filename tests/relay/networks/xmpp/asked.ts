import { ImStage } from './im-stage.ts';

export const QUESTION = 'Where are the maps?';

/** Pat's question, in a window of Ann's client; `silent`: the client does not confirm it. */
export const asked = async ({
  silent = false,
  ...options
}: Parameters<typeof ImStage.open>[0] & { silent?: boolean } = {}) => {
  const stage = await ImStage.open(options);
  const ann = stage.program('ann');
  ann.answersPings = !silent;
  const pat = await stage.patron();
  await pat.says(QUESTION);
  await stage.settled();
  /** The last mark that Pat's page received. */
  const ticks = () => pat.all('mark').at(-1);
  return { stage, ann, pat, ticks, word: stage.wordOf('ann') };
};

/** The same with two clients, Desk and Phone. Phone was sent the question and has not confirmed it. */
export const askedAtThePhone = async () => {
  const stage = await ImStage.open();
  const desk = stage.program('ann', 'Desk');
  const phone = stage.program('ann', 'Phone');
  for (const program of [desk, phone]) program.answersPings = false;
  const pat = await stage.patron();
  await pat.says(QUESTION);
  await stage.settled();
  const [message] = phone.messages;
  if (!message) throw new Error('the phone got nothing');
  return { stage, desk, phone, pat, message, ticks: () => pat.all('mark').at(-1) };
};
