/**
 * Names of leaves that hold a secret or a nonce, in any format, and of whatever a vendor calls so. One too many is only
 * hidden; one too few is seen.
 */
const secretNames = [
  /secret|passw|passphrase|pwd|nonce|token|psk/i,
  /pw$|pass$/i,
  /^aauthdata$/i,
  // WPA-PRES-KEY-HEX, PreSharedKey, WEPKEY, Key; not ClientPubKey, SUB-KEY-ID, WEPKEYIND
  /(?<!(pub|public|sub)[-_.]?)key([-_.](asc|hex|\d+))?$/i,
  // PIN1, CLIENT-PIN, UserPin, SIMPIN; not mapping, Spin
  /(?<![a-z])(pin|puk)\d?$/i,
  /([a-z]P(in|uk)|[a-zA-Z]P(IN|UK))\d?$/,
  /^(ki|opc)$/i,
]

export const isSecretName = (name: string): boolean => secretNames.some((one) => one.test(name))

/** Whether any name on the way to a node is one. */
export const isSecretPath = (path: string): boolean => path.split(/[/?&=]/).some(isSecretName)
