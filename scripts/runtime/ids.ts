const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function base32(value: number, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = BASE32[rest % 32] + text;
  return text;
}

/**
 * Makes ULIDs that are the same in every run: the time in milliseconds, then a counter.
 *
 * @returns a function from virtual milliseconds to the next ULID
 */
export function ulids(): (now: number) => string {
  let counter = 0;
  return (now) => base32(now, 10) + base32(++counter, 16);
}
