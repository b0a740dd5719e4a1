package lifeboat.controller.operation;

import lifeboat.controller.fleet.HostName;

/**
 * One connection of a host's agent. What belongs to an older one than the latest is dropped, on its
 * way in and on its way out: the Hello of the next says all that counts.
 *
 * @param number grows with each connection of the host while the controller runs
 */
public record Session(HostName host, long number) {}
