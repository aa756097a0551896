/** The file looked for where `--config` is not given. */
export const USUAL_CONFIG = 'ask-librarian.jsonc';

export const HELP = `ask-librarian serve   [--config FILE]             starts the relay
ask-librarian check   [--config FILE] [--offline] says what is wrong in the config, with line and fix, and tries
                                                  the XMPP server it names; --offline leaves the server alone
ask-librarian invite  LIBRARIAN [--config FILE]   prints a sign-in link for the console, good once, for a day
ask-librarian prosody [--config FILE] [--groups]  prints a config for a Prosody of your own, or its roster groups
ask-librarian report  [--config FILE] [--from DATE] [--to DATE] [--desk NAME] [--rate AMOUNT] [--csv]
                                                  counts what was asked, answered, left and missed, waits and hours on
                                                  duty; of the last 30 days, or from one date (2026-11-25) to another
                                                  with it; with what an hour costs, the cost for a question; --csv for
                                                  a spreadsheet

FILE is ${USUAL_CONFIG} in this folder where it is not given. In the environment, PORT goes before the config's port, and
XMPP_SECRET is the relay's secret on the XMPP server.`;
