package lifeboat.agent.wire;

/** Is told how the link is, on its thread. */
public interface LinkWatch {

    /** The controller has welcomed this agent. */
    void connected(String controllerVersion);

    /** The controller has said something. */
    void heard();

    /**
     * There is no connection.
     *
     * @param code stable
     */
    void lost(String code, String message, String next);
}
