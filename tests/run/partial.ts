import type { EngineName } from './engines.ts';
import { howToGet } from './prepare.ts';
import type { StageName } from './stages.ts';

/** What a run has left out. */
export interface LeftOut {
  /** Engines that are missing, and with them the tests that need them. */
  engines: readonly EngineName[];
  /** Stages after the one that failed. */
  stages: readonly StageName[];
}

/**
 * One line that names what was not run, with the command that runs it; undefined where everything was run. `again` is
 * the command that was typed.
 */
export const partialLine = (
  { engines, stages }: LeftOut,
  again: string,
  getEngines: (engines: readonly EngineName[]) => string = howToGet,
): string | undefined => {
  const parts = [
    ...(engines.length > 0 ? [`tests that need ${engines.join(', ')}`] : []),
    ...(stages.length > 0 ? [`the stages ${stages.join(', ')}`] : []),
  ];
  if (parts.length === 0) return undefined;
  const command = engines.length > 0 ? `${getEngines(engines)} && ${again}` : again;
  return `PARTIAL: not run: ${parts.join('; ')}. To get the rest: ${command}`;
};
