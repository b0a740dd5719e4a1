/**
 * The agent's program, {@code lifeboat-agent}: today the bare engine on a command line, for
 * breaking the glass when nothing else is left.
 *
 * <p>{@code command} is the command line, {@code output} what it shows. Both take the machine from
 * {@link lifeboat.agent.Wiring}, the only class that knows a real clock, a real store, a real
 * terminal.
 */
package lifeboat.agent;
