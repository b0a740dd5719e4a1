package lifeboat.agent.journal;

import java.io.IOException;

/** The journal can't be read or written; nothing was accepted then. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    JournalException(String message, IOException cause) {
        super(message, cause);
    }
}
