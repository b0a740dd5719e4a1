package lifeboat.controller.metrics;

import static lifeboat.controller.metrics.DomainCollector.word;

import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.fleet.Sighting;
import lifeboat.controller.metrics.DomainState.Agent;

/**
 * What there is of the agents. Slaves come and go, so they are only counted; what is expected to
 * stay has its own series.
 */
final class AgentFamilies {

    private static final double MILLIS_PER_SECOND = 1000;

    private AgentFamilies() {}

    static void add(Families families, List<Agent> agents) {
        families.of(List.of(Role.values()), role -> Labels.of("role", word(role)))
                .gauge(
                        "lifeboat_agents_connected",
                        "Connected agents.",
                        role -> ofRole(agents, role).stream().filter(Agent::connected).count());
        families.of(List.of(Role.MASTER), role -> Labels.of("role", word(role)))
                .gauge(
                        "lifeboat_agents_expected",
                        "Agents that should be connected; of slaves nobody knows.",
                        role -> ofRole(agents, role).size());
        List<Agent> masters = ofRole(agents, Role.MASTER);
        Function<Agent, Labels> name = it -> Labels.of("agent", it.host().name().value());
        Function<Agent, Labels> nameAndRole =
                it -> name.apply(it).add("role", word(it.host().role()));
        families.of(masters, nameAndRole)
                .info(
                        "lifeboat_agent",
                        "The agent of a master.",
                        it ->
                                Labels.of(
                                        "version",
                                        it.sighting().map(Sighting::agentVersion).orElse("")))
                .flag(
                        "lifeboat_agent_connected",
                        "Whether the agent is connected.",
                        Agent::connected);
        families.of(masters, name)
                .time(
                        "lifeboat_agent_last_seen_timestamp_seconds",
                        "When the agent was last heard of; 0: never.",
                        it -> it.sighting().map(Sighting::at))
                .gauge(
                        "lifeboat_agent_clock_offset_seconds",
                        "How far the clock of the host is ahead of the controller's.",
                        it ->
                                it.sighting()
                                                .map(Sighting::clockOffset)
                                                .orElse(Duration.ZERO)
                                                .toMillis()
                                        / MILLIS_PER_SECOND);
    }

    private static List<Agent> ofRole(List<Agent> agents, Role role) {
        return agents.stream().filter(agent -> agent.host().role() == role).toList();
    }
}
