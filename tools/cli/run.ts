export async function runCli(_argv: readonly string[], _io: unknown): Promise<number> { return 1; }
