import type { Roster } from '../desk/roster.ts';

/** What the library's own Prosody has to know about the relay. */
export interface ProsodyNeeds {
  readonly title: string;
  readonly roster: Roster;
  readonly xmpp: { readonly domain: string; readonly host: string; readonly port: number };
  /** The command line that prints this config again. */
  readonly command: string;
}

const GROUPS = '/etc/prosody/ask-librarian-groups.txt';

/** A complete `prosody.cfg.lua` for Prosody 0.12, without the secret. */
export const prosodyConfig = ({ title, roster, xmpp, command }: ProsodyNeeds): string => {
  const accounts = accountsOf(roster);
  const hosts = [...new Set(accounts.map(({ account }) => account.split('@')[1] ?? ''))].sort();
  return `-- Prosody for the relay of ${title}: librarians answer in their own XMPP clients.
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
--    adduser asks for a password, which the librarian enters in their XMPP client.
-- 5. ${command.replace(' prosody', ' check')}

data_path = "/var/lib/prosody"
pidfile = "/run/prosody/prosody.pid"
log = { info = "/var/log/prosody/prosody.log" }

-- FILL IN: the folder of the certificates. Prosody finds ${hosts[0]}.crt and ${hosts[0]}.key in it by name.
-- "prosodyctl --root cert import ${hosts[0]} FOLDER" copies certbot's certificates there.
certificates = "/etc/prosody/certs"

-- Librarians' clients connect from anywhere, with STARTTLS (5222) or direct TLS (5223). For networks that allow only
-- HTTPS out, add 443 to the second list; docs/xmpp.md says what that needs.
interfaces = { "*"; "::" }
c2s_ports = { 5222 }
c2s_direct_tls_ports = { 5223 }
c2s_require_encryption = true

-- The relay connects from this machine only: this connection is not encrypted.
component_interfaces = { ${loopbackOf(xmpp.host).map(lua).join('; ')} }
component_ports = { ${xmpp.port} }

-- Only you create accounts, and no other server is connected.
authentication = "internal_hashed"
allow_registration = false
s2s_ports = { }
http_ports = { }
https_ports = { }

modules_enabled = {
  "roster"; "saslauth"; "tls"; "disco"; "ping"; "time"; "private"; "blocklist"; "pep"; "vcard4"; "vcard_legacy";
  "carbons"; "smacks"; "csi_simple"; "groups"; "admin_shell";
}

-- "offline" (and "mam", which is not listed above) would store patrons' questions unencrypted on this disk and deliver
-- them to a librarian hours later, when someone else has answered.
modules_disabled = { "s2s"; "offline" }

-- A client that lost its network counts as signed in for this many seconds.
smacks_hibernation_time = 60

-- Desks and colleagues are in every librarian's contact list, without anyone having to consent.
groups_file = "${GROUPS}"

${hosts.map((host) => `VirtualHost ${lua(host)}\n`).join('')}
Component ${lua(xmpp.domain)}
  component_secret = os.getenv("XMPP_SECRET")
`;
};

/** The file that `groups_file` names: each desk with its librarians. */
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

// A + at the start would show the group to every account of the server.
const headingOf = (title: string): string =>
  title
    .replace(/^[+\s]+/, '')
    .replaceAll('[', '(')
    .replaceAll(']', ')');

const accountsOf = (roster: Roster) =>
  [...roster.librarians.values()].flatMap(({ name, displayName, xmpp }) =>
    xmpp === undefined ? [] : [{ librarian: name, displayName, account: xmpp }],
  );

/** Where the config names another machine, the operator has to enter that machine's address here. */
const loopbackOf = (host: string): string[] => {
  if (host === '::1') return ['::1'];
  return host.startsWith('127.') ? [host] : ['127.0.0.1'];
};

const lua = (text: string): string => `"${text}"`;
