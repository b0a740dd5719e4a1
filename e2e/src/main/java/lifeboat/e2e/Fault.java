package lifeboat.e2e;

import java.util.List;

/** What is done to a control plane while it works. */
public enum Fault {
    AGENT_KILLED,
    WORKER_KILLED,
    CONTROLLER_KILLED,
    ALL_KILLED,
    /** The agent stands still for longer than its lease lasts, its worker goes on. */
    AGENT_PAUSED,
    /** For longer than a lease nothing of the agent reaches the controller. */
    AGENT_UNHEARD,
    /** For longer than a lease nothing of the controller reaches the agent. */
    CONTROLLER_UNHEARD,
    /** The controller's clock goes an hour forwards, and back when the operation has ended. */
    CLOCK_FORWARDS,
    /** The controller's clock goes an hour back, and forwards when the operation has ended. */
    CLOCK_BACK;

    /** With SIGKILL; what was killed is started again at once. */
    public static final List<Fault> KILLS =
            List.of(AGENT_KILLED, WORKER_KILLED, CONTROLLER_KILLED, ALL_KILLED);

    /** The others. */
    public static final List<Fault> OUTAGES =
            List.of(AGENT_PAUSED, AGENT_UNHEARD, CONTROLLER_UNHEARD, CLOCK_FORWARDS, CLOCK_BACK);
}
