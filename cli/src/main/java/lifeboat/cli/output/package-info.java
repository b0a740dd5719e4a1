/**
 * What the program shows: words, tables and a redrawn block on a terminal, plain lines elsewhere,
 * JSON and YAML for programs. Knows nothing of commands, and nothing of the wire but its messages.
 */
package lifeboat.cli.output;
