/** Hosts, their agents' sessions, and what they last reported. */
package lifeboat.controller.fleet;
