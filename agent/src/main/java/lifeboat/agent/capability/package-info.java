/**
 * What a controller may ask for: a class for each kind of task, which holds it against the agent's
 * own file, and {@link lifeboat.agent.capability.StepRunner}, which brings commands from the
 * journal to a worker and outcomes back. Knows no messages and no links.
 */
package lifeboat.agent.capability;
