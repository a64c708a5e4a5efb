/** The commands that the platform sends to Redis, whichever client sends them. */
export interface RedisCommands {
  mget(keys: string[]): Promise<(string | null)[]>;
  set(key: string, text: string, ms: number): Promise<unknown>;
  /** Writes the text unless the key has one. */
  setMissing(key: string, text: string, ms: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
  /** Runs a Lua script over one key. */
  run(script: string, key: string, values: string[]): Promise<unknown>;
  ping(): Promise<unknown>;
}
