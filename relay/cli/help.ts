/** The file that is read where `--config` is not given. */
export const DEFAULT_CONFIG = 'ask-librarian.jsonc';

export const HELP = `ask-librarian serve   [--config FILE]             starts the relay
ask-librarian check   [--config FILE] [--offline] lists every mistake in the config with its line and how to fix it, then
                                                  checks the XMPP server, unless --offline
ask-librarian invite  LIBRARIAN [--config FILE]   prints a sign-in link for the console; it works once, within a day
ask-librarian prosody [--config FILE] [--groups]  prints a config for your own Prosody, or its roster groups
ask-librarian report  [--config FILE] [--from DATE] [--to DATE] [--desk NAME] [--rate AMOUNT] [--csv]
                                                  prints how many questions were asked, answered, left and missed, the
                                                  waits and the hours on duty. Without dates: the last 30 days; dates
                                                  (2026-11-25) are included. AMOUNT is what an hour of staff time costs
                                                  and adds the cost of a question. --csv is for a spreadsheet

Without --config, FILE is ${DEFAULT_CONFIG} in this folder. From the environment, PORT overrides the port in the config, and
XMPP_SECRET is the relay's secret on the XMPP server.`;
