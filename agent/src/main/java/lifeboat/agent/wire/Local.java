package lifeboat.agent.wire;

import java.util.function.Supplier;
import lifeboat.agent.config.Allowance;
import lifeboat.agent.host.HostState;

/**
 * What the agent tells of itself.
 *
 * @param state the newest; does not block
 */
public record Local(
        String instanceId,
        String bootId,
        String version,
        Allowance allowance,
        Supplier<HostState> state) {}
