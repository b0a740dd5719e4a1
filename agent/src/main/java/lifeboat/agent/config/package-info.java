/**
 * What the agent's own file says, read once and validated whole: where the controller is, and what
 * the agent lets it do. No controller can change it.
 */
package lifeboat.agent.config;
