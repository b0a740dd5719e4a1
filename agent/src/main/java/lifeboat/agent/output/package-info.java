/**
 * What the program shows: words and one redrawn line on a terminal, plain lines elsewhere, JSON for
 * programs. Knows nothing of commands.
 */
package lifeboat.agent.output;
