/**
 * The command line: a class per command, the options they share, and the one place where what went
 * wrong becomes an exit code.
 */
package lifeboat.agent.command;
