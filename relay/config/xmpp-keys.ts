import { DEFAULTS } from './defaults.ts';
import { flag, optional, otherwise, required, text, wholeNumber } from './fields.ts';
import { HOST_PATTERN } from './formats.ts';
import { object } from './objects.ts';
import { ACCOUNT_PATTERN, accountFault, DOMAIN_PATTERN, domainFault, serverFault } from './xmpp-formats.ts';
import { XMPP_SECRET } from './xmpp-secret.ts';

/** The server on which librarians have their accounts, and where the relay is a component (XEP-0114). */
export const xmpp = object({
  about: `Librarians in their own instant messengers. The secret of the component comes from the environment: ${XMPP_SECRET}.`,
  example: '{ "domain": "ask.library.example" }',
  secret: XMPP_SECRET,
  keys: {
    domain: required(
      text({
        about: "The component's domain: patrons and desks have their addresses there.",
        example: 'ask.library.example',
        max: 253,
        pattern: DOMAIN_PATTERN,
        fault: domainFault,
      }),
    ),
    host: otherwise<string>(
      DEFAULTS.xmpp.host,
      text({
        about: 'Where the XMPP server takes components. What goes there is not encrypted.',
        example: DEFAULTS.xmpp.host,
        max: 253,
        pattern: HOST_PATTERN,
        fault: serverFault,
      }),
    ),
    port: otherwise<number>(
      DEFAULTS.xmpp.port,
      wholeNumber({ about: 'The port for components.', from: 1, to: 65_535, example: DEFAULTS.xmpp.port }),
    ),
    beyondLoopback: otherwise<boolean>(
      DEFAULTS.xmpp.beyondLoopback,
      flag({
        about:
          'Allow a host that is not this machine. Only over a tunnel or a network of your own: every question and the secret cross it in the clear.',
      }),
    ),
  },
});

export const account = optional(
  text({
    about: 'Her XMPP account, without a resource. Left out, she has the console alone.',
    example: 'ann@library.example',
    max: 1_000,
    pattern: ACCOUNT_PATTERN,
    fault: accountFault,
  }),
);
