import type { Roster } from '../desk/roster.ts';

/** What a Prosody of the library's own has to know of the relay. */
export interface ProsodyNeeds {
  readonly title: string;
  readonly roster: Roster;
  readonly xmpp: { readonly domain: string; readonly host: string; readonly port: number };
  /** As somebody types it, to print these papers again. */
  readonly command: string;
}

const GROUPS = '/etc/prosody/ask-librarian-groups.txt';

/** A whole `prosody.cfg.lua`, for Prosody 0.12. The secret is not in it. */
export const prosodyConfig = ({ title, roster, xmpp, command }: ProsodyNeeds): string => {
  const accounts = accountsOf(roster);
  const hosts = [...new Set(accounts.map(({ account }) => account.split('@')[1] ?? ''))].sort();
  return `-- Prosody beside the relay of ${title}, for librarians in their own programs.
-- Printed by: ${command}
--
-- 1. apt install prosody, and save this as /etc/prosody/prosody.cfg.lua.
-- 2. Put XMPP_SECRET=... (a long random text) into the environment of both services: for Prosody with
--    "systemctl edit prosody" and an EnvironmentFile that only root reads; the relay reads the same variable.
-- 3. Give it certificates for ${hosts.join(' and ')}: see "certificates" below.
-- 4. Then, as root:
--      ${command} --groups > ${GROUPS}
--      systemctl restart prosody
${accounts.map(({ account }) => `--      prosodyctl adduser ${account}`).join('\n')}
--    adduser asks for a password; the librarian types it into her program.
-- 5. ${command.replace(' prosody', ' check')}

data_path = "/var/lib/prosody"
pidfile = "/run/prosody/prosody.pid"
log = { info = "/var/log/prosody/prosody.log" }

-- FILL IN: the folder of the certificates; ${hosts[0]}.crt and ${hosts[0]}.key in it are found by their names.
-- "prosodyctl --root cert import ${hosts[0]} FOLDER" copies those of a certbot there.
certificates = "/etc/prosody/certs"

-- Librarians' programs, from anywhere: encryption within the connection, and from its first byte on. Where networks
-- let only https out, add 443 to the second list; docs/xmpp.md says what that needs.
interfaces = { "*"; "::" }
c2s_ports = { 5222 }
c2s_direct_tls_ports = { 5223 }
c2s_require_encryption = true

-- The relay, from this machine only: what goes here is not encrypted.
component_interfaces = { ${loopbackOf(xmpp.host).map(lua).join('; ')} }
component_ports = { ${xmpp.port} }

-- Accounts are made by you alone, and no other server takes part.
authentication = "internal_hashed"
allow_registration = false
s2s_ports = { }
http_ports = { }
https_ports = { }

modules_enabled = {
  "roster"; "saslauth"; "tls"; "disco"; "ping"; "time"; "private"; "blocklist"; "pep"; "vcard4"; "vcard_legacy";
  "carbons"; "smacks"; "csi_simple"; "groups"; "admin_shell";
}

-- "offline" (and "mam", which is not listed above) would keep patrons' questions in clear on this disk, and hand them to
-- a librarian hours later, when somebody else has answered.
modules_disabled = { "s2s"; "offline" }

-- A program whose network broke counts as signed in for this many seconds.
smacks_hibernation_time = 60

-- Desks and colleagues stand in every librarian's contact list, and need nobody's consent.
groups_file = "${GROUPS}"

${hosts.map((host) => `VirtualHost ${lua(host)}\n`).join('')}
Component ${lua(xmpp.domain)}
  component_secret = os.getenv("XMPP_SECRET")
`;
};

/** The file named by `groups_file`: each desk with its librarians. */
export const prosodyGroups = ({ roster, xmpp }: ProsodyNeeds): string => {
  const accounts = new Map(accountsOf(roster).map((one) => [one.librarian, one]));
  const taken = new Set<string>();
  return [...roster.desks.values()]
    .map(({ name, title, librarians }) => {
      const plain = headingOf(title) || name;
      const heading = taken.has(plain) ? `${plain} (${name})` : plain;
      taken.add(heading);
      const contacts = librarians.flatMap((librarian) => {
        const one = accounts.get(librarian);
        return one ? [`${one.account}=${one.displayName}`] : [];
      });
      return [`[${heading}]`, `${name}@${xmpp.domain}=${title}`, ...contacts, ''].join('\n');
    })
    .join('\n');
};

// A + at the beginning would show the group to every account of the server.
const headingOf = (title: string): string =>
  title
    .replace(/^[+\s]+/, '')
    .replaceAll('[', '(')
    .replaceAll(']', ')');

const accountsOf = (roster: Roster) =>
  [...roster.librarians.values()].flatMap(({ name, displayName, xmpp }) =>
    xmpp === undefined ? [] : [{ librarian: name, displayName, account: xmpp }],
  );

/** Where the relay's config names another machine, the operator has to put that one's address here. */
const loopbackOf = (host: string): string[] => {
  if (host === '::1') return ['::1'];
  return host.startsWith('127.') ? [host] : ['127.0.0.1'];
};

const lua = (text: string): string => `"${text}"`;
