/** A class per command, from its words to its exit code. */
package lifeboat.cli.command;
