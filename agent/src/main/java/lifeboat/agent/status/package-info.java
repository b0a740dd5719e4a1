/**
 * What the agent shows of itself to people on its host, also when the controller is gone: a file
 * that the running agent writes and {@code lifeboat-agent status} reads.
 */
package lifeboat.agent.status;
