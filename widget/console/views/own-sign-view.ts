import { html, nothing, type TemplateResult } from 'lit';
import { momentsOf, tells } from '../../chat/moments.ts';
import { type OwnSign, ownSign } from '../own-sign.ts';
import type { Scene } from '../scene.ts';
import { signShape } from './shapes.ts';

/** Her own sign, word for word as patrons see it. */
export const ownSignView = (scene: Scene): TemplateResult => {
  const { model, text } = scene;
  const { self } = model;
  if (!self) return html`<section class="own"><h2 class="label">${text.sign.heading}</h2></section>`;
  const sign = ownSign(self, scene.link === 'live');
  return html`
    <section class="own" aria-labelledby="own-heading">
      <div class="board ${sign.sign}">
        <span class="lamp">${signShape(sign.sign)}</span>
        <div class="told">
          <h2 id="own-heading" class="label" tabindex="-1">${text.sign.heading}</h2>
          <p class="state">
            <strong>${text.sign.availability[sign.availability]}</strong>${time(sign, scene)}
          </p>
          ${sign.words === undefined ? nothing : html`<p class="words"><q dir="auto">${sign.words}</q></p>`}
          ${sign.named ? html`<p class="who">${sign.name ?? text.sign.nameless}</p>` : nothing}
        </div>
      </div>
    </section>
  `;
};

/** What only she needs to know of her sign. */
export const ownNotesView = (scene: Scene) => {
  const { self } = scene.model;
  return self ? notes(ownSign(self, scene.link === 'live'), scene) : nothing;
};

/** The time, unless her words tell it already: patrons do not read it twice either. */
const time = (sign: OwnSign, scene: Scene) => {
  const moment = sign.until === undefined ? undefined : moments(sign.until, scene);
  if (!moment || sign.until === undefined) return nothing;
  if (!sign.overdue && sign.words !== undefined && tells(sign.words, sign.until, deskZone(scene))) return nothing;
  const { text } = scene;
  const phrase = sign.overdue
    ? text.sign.wasDue
    : sign.availability === 'busy'
      ? text.sign.busyUntil
      : text.sign.backAt;
  return html` <span class="time">${phrase(moment.desk)}</span>`;
};

const notes = (sign: OwnSign, scene: Scene) => {
  const { text, model } = scene;
  const { refused, wishedStatement: wished } = model.standing;
  const lines = [
    scene.link === 'live' ? undefined : text.sign.unsure,
    wished &&
      `${text.sign.pending} ${[text.sign.availability[wished.availability], wished.words].filter(Boolean).join(', ')}`,
    refused && text.sign.refused(refused),
    sign.withheld !== undefined && text.sign.withheld(sign.withheld),
    scene.link === 'live' && sign.availability === 'offline' && text.sign.offDuty,
    ownTime(sign, scene),
  ].filter((line): line is string => typeof line === 'string');
  return lines.length === 0 ? nothing : html`<div class="notes">${lines.map((line) => html`<p>${line}</p>`)}</div>`;
};

/** When the relay takes her to be back, where the sign itself does not say it in full. */
const ownTime = (sign: OwnSign, scene: Scene): string | undefined => {
  if (sign.until === undefined || sign.overdue) return undefined;
  const { desk, own } = moments(sign.until, scene);
  const { text } = scene;
  const time = own === undefined ? desk : `${desk} (${text.sign.ownTime(own)})`;
  return text.sign.afterThat(time, text.sign.wasDue(desk));
};

const moments = (at: number, scene: Scene) =>
  momentsOf(at, scene.now, { language: scene.text.language, zone: deskZone(scene) });

/** Patrons read times by the desk's clock. */
const deskZone = ({ model }: Scene): string => {
  const desk = model.self?.duty[0]?.desk;
  const zone = desk === undefined ? undefined : model.desks.get(desk)?.zone;
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
};
