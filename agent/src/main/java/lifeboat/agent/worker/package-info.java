/**
 * Heavy work, in a JVM of its own.
 *
 * <p>The agent stays small and lives on whatever becomes of the work. A <em>worker</em> is started
 * for one task; it speaks with the agent through its standard streams, in frames of JSON, and stops
 * at the next safe point when its input ends: because it was asked to, or because the agent has
 * died. A lock for each target, held by the worker itself, keeps work for one target apart, also
 * from that of a worker whose agent is gone.
 */
package lifeboat.agent.worker;
