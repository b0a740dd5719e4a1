package lifeboat.engine.restore;

import java.util.List;
import java.util.Optional;
import lifeboat.engine.restic.tree.Node;

/** Which entries of one directory are restored. */
interface Selection {

    /**
     * What happens to one entry.
     *
     * @param taken whether it is restored; a directory that is not is still made for what is in it
     * @param below how to go on in a directory; empty to leave out all that is in it
     */
    record Choice(boolean taken, int tier, Optional<Selection> below) {
        static final Choice LEFT_OUT = new Choice(false, 0, Optional.empty());
    }

    /** Returns a choice for each entry of the directory, in their order. */
    List<Choice> choose(List<Node> nodes);

    /** Whether something of that name, which the snapshot lacks, would be restored if it had it. */
    boolean covers(byte[] name, boolean directory);
}
