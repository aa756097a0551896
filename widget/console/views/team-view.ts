import { html, nothing, type TemplateResult } from 'lit';
import type { Member } from '../../../relay/protocol/team.ts';
import { signOf } from '../../shared/signs.ts';
import { shortWord } from '../model/threads/thread.ts';
import { signShape } from './shapes.ts';
import { membersSign } from './status-text.ts';
import type { ViewContext } from './view-context.ts';

/** Who of her desks is where, and what each of them answers. */
export const teamView = (scene: ViewContext): TemplateResult | typeof nothing => {
  const { model, text } = scene;
  const members = model.colleagues.beside(model.herself);
  if (members.length === 0) return nothing;
  return html`
    <section class="team" aria-labelledby="team-heading">
      <h3 id="team-heading">${text.where.heading}</h3>
      ${
        model.live
          ? html`<ul>${members.map((member) => html`<li class="member">${memberView(member, scene)}</li>`)}</ul>`
          : html`<p class="none">${text.lists.unknown}</p>`
      }
    </section>
  `;
};

const memberView = (member: Member, scene: ViewContext): TemplateResult => {
  const { model, text } = scene;
  const mine = (conversation: string) => {
    const { state, consulted } = model.threads.find(conversation)?.card ?? {};
    return state === 'mine' && !consulted;
  };
  return html`
    ${signShape(signOf(member))}
    <span class="member-name"><bdi>${member.name}</bdi></span>
    <span class="faint"><bdi>${membersSign(member, scene)}</bdi></span>
    ${member.answers
      .filter(({ conversation }) => !mine(conversation))
      .map(
        ({ conversation, word }) => html`
          <button
            type="button"
            class="plain small join"
            aria-label=${text.where.joinLabel(shortWord(word), member.name)}
            @click=${() => model.does({ kind: 'join', conversation })}
          >
            ${text.where.join(shortWord(word))}
          </button>
        `,
      )}
  `;
};
