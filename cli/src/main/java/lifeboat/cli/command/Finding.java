package lifeboat.cli.command;

/**
 * Something that is wrong with a plan.
 *
 * @param what with the evidence
 * @param next the command to type
 */
record Finding(Trouble trouble, String what, String next) {}
