/**
 * The agent's program, {@code lifeboat-agent}: the bare engine on a command line, for breaking the
 * glass when nothing else is left, and {@link lifeboat.agent.AgentRun}, which works for a
 * controller.
 *
 * <p>{@code command} is the command line, {@code output} what it shows. Both take the machine from
 * {@link lifeboat.agent.Wiring}, the only class that knows a real clock, a real store, a real
 * terminal. Under a controller {@code wire} brings commands to {@code capability}, which notes them
 * in the {@code journal} and has them carried out by a {@code worker}; {@code step} has the values
 * that these pass on.
 */
package lifeboat.agent;
