/**
 * What the agent sees of its host without privileges: mounts and their space, watched processes,
 * load, memory, versions. All of it is read; nothing is changed, and nothing that hangs is waited
 * for.
 */
package lifeboat.agent.host;
