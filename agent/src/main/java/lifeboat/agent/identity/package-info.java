/**
 * Who this agent is, and whom it trusts: its key, which never leaves the host, the certificate that
 * a controller gave it, and the authority by which it knows controllers.
 */
package lifeboat.agent.identity;
