/** DM 2.0, 12.2: SrvURI is an encoded https URI without `[..]` parameters, but for IPv6; user names have no place in it. */
export function isHttps(text: string): boolean {
  const named = text.replace(/^(https:\/\/)\[[0-9a-f:.]+\](?=[:/?#]|$)/i, '$1address')
  if (!/^https:\/\/[!-~]+$/i.test(named) || /[[\]<>"{}|\\^`]/.test(named)) return false
  try {
    const { username, password, hostname } = new URL(text)
    return username === '' && password === '' && hostname !== ''
  } catch {
    return false
  }
}
