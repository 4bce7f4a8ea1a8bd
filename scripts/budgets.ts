/** What the skill may cost its users. Every check and test that measures takes its limit from here. */
export const budgets = {
  /** SKILL.md below its frontmatter. */
  skillLines: 200,
  /** The same, as the estimate in plugin/budgets.ts counts. */
  skillTokens: 2_500,
  /** A reference of its own needs a table of contents above this. */
  linesWithoutContents: 100,
  /** The plugin's folder, of which an installed plugin is a copy. */
  installedBytes: 2_000_000,
  /** As `claude plugin details` counts, in every session. */
  alwaysOnTokens: 400,
  /** As `claude plugin details` counts, each time the skill is used. */
  onInvokeTokens: 3_500,
  /** `claude plugin install`, in milliseconds. */
  installMilliseconds: 5_000,
} as const;
