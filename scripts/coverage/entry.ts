import type { Names, Surface } from "./surface.ts";

/** A reference and the anchor of the section that covers a name. */
export type Anchor = `${string}.md#${string}`;
export type NotCovered = { readonly notCovered: string };
export type Entry = Anchor | NotCovered;

/** Every name of these kinds, none more and none less. */
export type Covers<Kind extends keyof Surface> = { [K in Kind]: Record<Names<Surface[K]>, Entry> };

/** Marks a name that the guidance leaves out on purpose. */
export function notCovered(reason: string): NotCovered {
  return { notCovered: reason };
}
