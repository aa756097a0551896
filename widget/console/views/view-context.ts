import type { LinkState } from '../../shared/relay-link.ts';
import type { ConsoleStrings } from '../../strings/console.en.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { ConsoleModel } from '../model/console-model.ts';
import type { HandOffForm } from '../model/forms/hand-off-form.ts';
import type { ReplyPicker } from '../model/forms/reply-picker.ts';
import type { StatementEditor } from '../model/forms/statement-editor.ts';

/** Actions that cannot be undone and ask for confirmation. */
export type Confirmed = 'end' | 'block';

/** All that a view needs to render, and the objects that carry out what the librarian does. */
export interface ViewContext {
  model: ConsoleModel;
  text: ConsoleStrings;
  now: number;
  link: LinkState;
  editor: StatementEditor;
  handOff: HandOffForm;
  alerts: Alerts;
  picker: ReplyPicker;
  /** The action for which the page asks for confirmation. */
  confirming: Confirmed | undefined;
  /** The newest lines are out of view. */
  scrolledUp: boolean;
  actions: ViewActions;
}

/** Actions on the page itself; everything else is an action of the model. */
export interface ViewActions {
  open(conversation: string): void;
  toLists(): void;
  /** Asks for confirmation; without an argument, withdraws the question. */
  confirm(what?: Confirmed): void;
  /** Signing out: nothing that the librarian wrote stays in this browser. */
  signOut(): void;
  toNewest(): void;
  /** Moves the focus to the first match after the next render. Selectors are separated by a comma and a space. */
  focus(selector: string): void;
}
