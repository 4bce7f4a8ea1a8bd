/** The criteria of every case, besides those of its scenario. */
export const fixed = ["compiles", "checker", "given"];
