/**
 * What this agent has promised and done, on disk.
 *
 * <p>A command is written here before it is accepted, its outcome before it is told, so that a
 * repeated command is answered and an agent that was killed goes on. The journal also knows the
 * highest fence of each target. It knows nothing of who asks, nor how work is done.
 */
package lifeboat.agent.journal;
