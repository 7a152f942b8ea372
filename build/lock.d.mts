export function withLock<T>(dir: string, work: () => Promise<T>): Promise<T>
