package lifeboat.controller.security;

import java.util.Optional;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;

/** What a host asks to be; empty where the proof says it. */
public record Wish(Optional<HostName> name, Optional<Role> role, InstanceId instance) {}
