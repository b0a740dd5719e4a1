package lifeboat.engine.restore;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.restic.tree.Node;

/** Selects everything, in one tier. */
record WholeTree() implements Selection {

    private static final Choice TAKEN = new Choice(true, 0, Optional.of(new WholeTree()));

    @Override
    public List<Choice> choose(List<Node> nodes) {
        return Collections.nCopies(nodes.size(), TAKEN);
    }

    @Override
    public boolean covers(byte[] name, boolean directory) {
        return true;
    }
}
