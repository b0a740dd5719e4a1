package lifeboat.engine.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Progress;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.file.Space;
import lifeboat.engine.restic.chunk.Chunker;
import lifeboat.engine.restic.pack.BlobType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceCheckTest {

    private static final int PIECES = 100;

    @TempDir Path folder;

    /** Checks a file of {@code piece} over and over. */
    private void check(byte[] piece, Space space) throws InterruptedException {
        HandmadeRepository repository = new HandmadeRepository();
        ObjectId blob = repository.blob(BlobType.DATA, piece);
        ObjectId[] content = Collections.nCopies(PIECES, blob).toArray(ObjectId[]::new);
        ObjectId root = repository.tree(HandmadeRepository.file("a", content));
        repository.store();
        try (PreparedRestore restore =
                repository.prepare(root, folder.resolve("target"), List.of(), new Progress())) {
            LargeFiles files = LargeFiles.of(restore.worklist, restore.index);
            new SpaceCheck(restore.worklist, files, restore.index, restore.target, new BitSet())
                    .run(space);
        }
    }

    private static Space free(long bytes) {
        return new Space(bytes, Long.MAX_VALUE, 4096);
    }

    @Test
    void holesNeedNoSpaceButForTheirEdges() {
        byte[] zeros = new byte[Chunker.MIN_BYTES];
        assertThatCode(() -> check(zeros, free(20L * zeros.length))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(zeros, free(5L * zeros.length)))
                .isInstanceOf(RepositoryException.class);
    }

    @Test
    void dataThatRepeatsItselfNeedsSpaceEachTime() {
        byte[] text = "text ".repeat(Chunker.MIN_BYTES / 5).getBytes(UTF_8);
        assertThatThrownBy(() -> check(text, free((PIECES - 1L) * text.length)))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("the restore needs");
        assertThatCode(() -> check(text, free((PIECES + 10L) * text.length)))
                .doesNotThrowAnyException();
    }
}
