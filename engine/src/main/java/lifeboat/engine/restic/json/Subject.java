package lifeboat.engine.restic.json;

import lifeboat.engine.ObjectId;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.RepositoryException.Kind;

/** The document that is read, as messages name it. */
record Subject(String kind, ObjectId id) {

    /** The document is not what a writer wrote; {@code why} goes on after its name. */
    RepositoryException damaged(String why) {
        return new RepositoryException(
                Kind.REPOSITORY_DAMAGED,
                kind + " " + id + " " + why,
                "use another snapshot; a check of the repository lists all damage");
    }

    /** The document says what no honest writer says; {@code why} goes on after its name. */
    RepositoryException hostile(String why) {
        return new RepositoryException(
                Kind.REPOSITORY_HOSTILE,
                kind + " " + id + " " + why,
                "trust no snapshot that has it, and find out who can write to the repository");
    }
}
