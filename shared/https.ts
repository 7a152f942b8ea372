/** DM 2.0, 12.2: SrvURI is an encoded https URI without `[..]` parameters; user names have no place in it. */
export function isHttps(text: string): boolean {
  if (!/^https:\/\/[!-~]+$/i.test(text) || /[[\]<>"{}|\\^`]/.test(text)) return false
  try {
    const { username, password, hostname } = new URL(text)
    return username === '' && password === '' && hostname !== ''
  } catch {
    return false
  }
}
