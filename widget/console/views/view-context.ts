import type { LinkState } from '../../shared/relay-link.ts';
import type { ConsoleStrings } from '../../strings/console.en.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { ConsoleModel } from '../model/console-model.ts';
import type { HandOffForm } from '../model/forms/hand-off-form.ts';
import type { ReplyPicker } from '../model/forms/reply-picker.ts';
import type { StatementEditor } from '../model/forms/statement-editor.ts';

/** What cannot be undone. */
export type Confirmed = 'end' | 'block';

/** All a view needs to draw, and whom it tells what she did. */
export interface ViewContext {
  model: ConsoleModel;
  text: ConsoleStrings;
  now: number;
  link: LinkState;
  editor: StatementEditor;
  handing: HandOffForm;
  alerts: Alerts;
  picker: ReplyPicker;
  /** What was pressed, and she is asked whether she means it. */
  confirming: Confirmed | undefined;
  /** The newest lines are out of view. */
  scrolledUp: boolean;
  hands: ViewActions;
}

/** What moves her about on the page; everything else is the model's. */
export interface ViewActions {
  open(conversation: string): void;
  toLists(): void;
  /** Asks whether she means it; without what, she does not. */
  confirm(what?: Confirmed): void;
  /** She leaves: nothing she wrote stays in this browser. */
  signOut(): void;
  toNewest(): void;
  /** Puts the keyboard there after the next drawing. */
  focus(selector: string): void;
}
