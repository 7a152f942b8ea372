export function bundle<Name extends string>(
  name: string,
  sources: Readonly<Record<Name, string>>,
): Promise<Readonly<Record<Name, string>>>
