import { html, nothing, type TemplateResult } from 'lit';
import type { Member } from '../../../relay/protocol/team.ts';
import { signOf } from '../../shared/signs.ts';
import { shortWord } from '../model/threads/thread.ts';
import { signShape } from './shapes.ts';
import { memberStatus } from './status-text.ts';
import type { ViewContext } from './view-context.ts';

/** The colleagues of the librarian's desks, with their status and the conversations that each of them answers. */
export const teamView = (context: ViewContext): TemplateResult | typeof nothing => {
  const { model, text } = context;
  const members = model.colleagues.colleaguesOf(model.librarian);
  if (members.length === 0) return nothing;
  return html`
    <section class="team" aria-labelledby="team-heading">
      <h3 id="team-heading">${text.team.heading}</h3>
      ${
        model.connected
          ? html`<ul>${members.map((member) => html`<li class="member">${memberView(member, context)}</li>`)}</ul>`
          : html`<p class="none">${text.lists.unknown}</p>`
      }
    </section>
  `;
};

const memberView = (member: Member, context: ViewContext): TemplateResult => {
  const { model, text } = context;
  const mine = (conversation: string) => {
    const { state, consulted } = model.threads.find(conversation)?.card ?? {};
    return state === 'mine' && !consulted;
  };
  return html`
    ${signShape(signOf(member))}
    <span class="member-name"><bdi>${member.name}</bdi></span>
    <span class="faint"><bdi>${memberStatus(member, context)}</bdi></span>
    ${member.answers
      .filter(({ conversation }) => !mine(conversation))
      .map(
        ({ conversation, word }) => html`
          <button
            type="button"
            class="plain small join"
            aria-label=${text.team.joinLabel(shortWord(word), member.name)}
            @click=${() => model.actWithTeam({ kind: 'join', conversation })}
          >
            ${text.team.join(shortWord(word))}
          </button>
        `,
      )}
  `;
};
