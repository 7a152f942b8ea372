import { formats, type LintWords, lintOf, named } from '../lint'
import { bytes, day, inside, number } from './figures'

export { formats }

const whose = { client: 'the device', server: 'the server' } as const

const sentences: LintWords = {
  'client-missing': ({ server }) =>
    `The account of ${server} has a secret of the server and none of the device, which so cannot sign in; add credentials.client.`,
  'no-sign-in': ({ server }) =>
    `The account of ${server} gives the device nothing to sign in with; it needs a certificate of its own, or credentials.client.`,
  'nonce-missing': ({ server, who, type }) =>
    type === 'HMAC'
      ? `With HMAC the first message is signed too, and ${whose[who]} has no nonce for it at ${server}; add a nonce.`
      : `Without a first nonce, ${whose[who]} has to be challenged before its digest counts at ${server}; add a nonce.`,
  'secret-in-clear': ({ server, who, type }) =>
    `With ${type} the secret of ${whose[who]} itself is sent at ${server}; DIGEST proves it without.`,
  'level-unfit': ({ server, who, type }) =>
    `${type} is a way to sign in to a web server, and DM 1.2 asks ${whose[who]} for another at ${server}; a device may refuse the account.`,
  'secret-unused': ({ server, who, type }) =>
    `With ${type} no secret of ${whose[who]} is used at ${server}; it is on the card for nothing.`,
  'windows-both': ({ server }) =>
    `A device with Windows takes no account without both secrets; ${server} needs credentials.client and credentials.server.`,
  'windows-digest': ({ server, type }) =>
    `A device with Windows lets a server prove itself with DIGEST only; ${server} has ${type}.`,
  'secret-not-text': ({ server }) =>
    `This format carries secrets as text, and one for ${server} has characters that are none.`,
  'same-for-all': ({ server }) =>
    `Every device gets the same secret for ${server}; one that is derived or comes with the device is its own.`,
  'secret-repeated': ({ server, first }) =>
    `The account of ${server} has a secret twice, first at ${first}; whoever learns one has both.`,
  'secret-short': ({ server, bytes: length }) => `The secret for ${server} has ${bytes(length)}; 16 are recommended.`,
  'secret-guessable': ({ server }) => `The secret for ${server} can be guessed.`,
  'no-tls': ({ server, url }) =>
    `The address of ${server} has no TLS a device could rely on: ${url}; it must be https, without a user name.`,
  'port-disagrees': ({ server, port }) =>
    `Port ${port} does not go with https, whose usual port is 443; ${server} will hardly answer there.`,
  'address-is-ip': ({ server, address }) =>
    `The address of ${server} is the number ${address}; certificates are for names.`,
  'trust-not-said': ({ server }) =>
    `The template does not say by what a device trusts the certificate of ${server}; add trust.`,
  'certificate-ended': ({ server, at }) =>
    `The device’s certificate for ${server} ran out on ${day(at)}: ${server} will not let it in.`,
  'certificate-early': ({ server, at }) => `The device’s certificate for ${server} does not count before ${day(at)}.`,
  'address-type': ({ address, type }) => `The address ${address} is not ${type}.`,
  'proxy-port': ({ address, port }) => `The proxy’s address ${address} and its port ${port} disagree.`,
  'port-unfit': ({ port }) => `The proxy’s port ${port} is none; it must be a number from 1 to 65535.`,
  'access-point-missing': () => 'There is no access point; the device must have one already.',
  'apn-unusual': ({ apn }) => `The name ${apn} is not one a network gives an access point.`,
  'vendor-config': () => 'Many devices refuse a whole document for its VENDORCONFIG.',
  'session-in-file': ({ server }) => `A device must not be told in a factory file to call ${server} at once.`,
  'right-unknown': ({ server, moid, near }) =>
    near === undefined
      ? `No management object called ${moid} is known; ${server} gets no right by it.`
      : `No management object called ${moid} is known; there is ${near}.`,
  'device-type': ({ type, types }) => `This template is for devices with ${types}; this one has ${type}.`,
  'device-tac': ({ tac }) => `This template is not for the model of this device, ${tac}.`,
  'dev-id-not-reported': ({ devId, reports }) =>
    `The server would wait for ${devId}, and the device reports itself with ${reports}.`,
  'dev-id-spelling': ({ devId, reports }) =>
    `The server is told ${devId}, and the device writes ${reports}; the server must know them for the same.`,
  'reports-unfit': ({ reports, types }) => `No device with ${types} reports itself with ${reports}.`,
  'too-large': ({ needBytes, haveBytes }) =>
    `The message has ${bytes(needBytes)}; there is room for ${number(haveBytes)}.`,
  'card-holds-other': ({ onCard, format }) =>
    `The card holds a message in ${named(onCard)}; a device that reads that one will not read ${named(format)}.`,
  'variable-unused': ({ name }) => `The variable ${name} is asked for and used nowhere.`,
  'proof-not-carried': ({ server, fields }) =>
    `DM 2.0 has no place for ${fields} of ${server}: the server proves itself by TLS, and the device signs in within it.`,
  'access-point-not-carried': ({ server, accessPoint }) =>
    `DM 2.0 does not say that ${server} is reached by the access point ${accessPoint}; the device chooses.`,
  'rights-not-carried': ({ server, format }) => `${formats[format]} does not carry which rights ${server} has.`,
  'notification-not-carried': ({ server, format }) =>
    `${formats[format]} does not carry the settings of notifications for ${server}.`,
  'proxy-not-carried': ({ server, proxy, format }) =>
    `${formats[format]} does not carry the proxy ${proxy}, which ${server} is reached by.`,
  'windows-not-carried': ({ server, format }) =>
    `${formats[format]} does not carry the parameters for Windows of ${server}.`,
  'session-not-carried': ({ server, format }) =>
    `${formats[format]} does not ask for a session with ${server} at once; a device opens its first one by itself.`,
  'login-not-carried': ({ accessPoint, format }) =>
    `${formats[format]} does not carry the sign-in at the access point ${accessPoint}.`,
  'part-not-carried': ({ part, format }) =>
    part === 'cp'
      ? `${formats[format]} has nothing of what the template says for Client Provisioning alone.`
      : `${formats[format]} does not carry proxies.`,
  'key-missing': () =>
    'This station has no batch key to derive secrets from; name one as batchKeyFile in station.json, or start the bench.',
  'not-made': ({ reason }) => `The message cannot be made: ${inside(reason)}.`,
}

export const lint = lintOf(sentences)

/** A sentence inside another: `DM`, `HMAC` and the like keep their capitals. */
export const clause = (sentence: string): string =>
  inside(sentence).replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase())
