package lifeboat.controller.recovery;

/** All that a controller knows, but for its keys and for what it sees anew. Thread-safe. */
public interface ControllerState {

    /** Grows with each change; begins anew with the process. */
    long changes();

    /** The state at one moment as a JSON document, which says its schema version. */
    String read();
}
