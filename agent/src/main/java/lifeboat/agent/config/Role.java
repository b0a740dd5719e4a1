package lifeboat.agent.config;

/** Which part the host is to play. */
public enum Role {
    /** The one that the proof of identity is scoped to. */
    AS_PROVEN,
    MASTER,
    SLAVE
}
