package lifeboat.controller.security;

import java.util.Optional;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.Role;

/**
 * Which hosts a proof lets in.
 *
 * @param host the only name; empty if they name themselves
 * @param maxLiving how many may live at a time; 0 for no limit
 * @param replaces whether one takes the place of another machine that has its name
 */
public record EnrolmentScope(Optional<HostName> host, Role role, int maxLiving, boolean replaces) {}
