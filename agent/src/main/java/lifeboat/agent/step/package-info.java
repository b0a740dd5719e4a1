/**
 * What a controller asks of an agent and what comes of it, as values.
 *
 * <p>A <em>command</em> says which step of which operation is to be done, and for which time; a
 * <em>task</em> is what is to be done; an <em>outcome</em> is how it ended. Knows neither messages
 * nor files; {@link lifeboat.agent.step.StepJson} writes the values for the journal and the worker.
 */
package lifeboat.agent.step;
