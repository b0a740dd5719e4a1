/**
 * The command line of operators, {@code lifeboat}: shows what the controller knows and asks it to
 * act. All state is the controller's; nothing is remembered here between two commands.
 *
 * <p>{@code command} is the command line, {@code wire} the way to the controller, {@code output}
 * what is shown. The messages of {@code lifeboat.proto} are the CLI's own data (docs/adr/0005): it
 * decides nothing, so a second set of types would only be copied to and fro.
 */
package lifeboat.cli;
