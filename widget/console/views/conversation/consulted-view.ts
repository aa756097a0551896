import { html, nothing, type TemplateResult } from 'lit';
import type { Thread } from '../../model/threads/thread.ts';
import { shape } from '../shapes.ts';
import type { ViewContext } from '../view-context.ts';

/** Shown above the composer while a colleague's question about this conversation is unanswered. */
export const consultedView = (
  thread: Thread,
  { model, text, actions }: ViewContext,
): TemplateResult | typeof nothing => {
  const { card } = thread;
  if (!card.consulted || card.state === 'closed') return nothing;
  const { consulted } = text;
  const asked = thread.questionTo(model.librarian);
  const join = () => {
    if (card.state === 'waiting') model.act('take', thread);
    else model.actWithTeam({ kind: 'join', conversation: card.id }, thread);
    actions.focus('#composer');
  };
  return html`
    <div class="consulted" role="group" aria-labelledby="consulted">
      <p id="consulted">
        ${shape('hidden')}<span><strong>${consulted.asks(asked?.name ?? card.holder ?? text.conversation.somebody)}</strong>
        ${asked ? html`<span class="asked" dir="auto">“${asked.text}”</span>` : nothing} ${consulted.unseen}</span>
      </p>
      <button type="button" class="plain small" ?disabled=${!model.connected} @click=${join}>${consulted.join}</button>
    </div>
  `;
};
