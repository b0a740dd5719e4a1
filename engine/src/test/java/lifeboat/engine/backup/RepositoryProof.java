package lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Snapshot;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restic.tree.Node;
import lifeboat.engine.restic.tree.NodeKind;
import lifeboat.engine.store.ByteRange;

/** Reads every blob of every snapshot. */
final class RepositoryProof {

    private final ResticRepository repository;
    private final BlobIndex index;
    private final Set<ObjectId> proven = new HashSet<>();

    private RepositoryProof(ResticRepository repository, BlobIndex index) {
        this.repository = repository;
        this.index = index;
    }

    /** Returns the snapshots, all of them whole. */
    static List<Snapshot> prove(ResticRepository repository) throws InterruptedException {
        List<Problem> problems = new ArrayList<>();
        List<Snapshot> snapshots = repository.snapshots(problems::add);
        RepositoryProof proof =
                new RepositoryProof(repository, repository.loadIndex(problems::add));
        try (BlobOpener opener = repository.blobOpener()) {
            for (Snapshot snapshot : snapshots) {
                proof.tree(snapshot.tree(), opener);
            }
        }
        assertThat(problems).isEmpty();
        return snapshots;
    }

    private void tree(ObjectId tree, BlobOpener opener) throws InterruptedException {
        List<Node> nodes = new ArrayList<>();
        repository.trees(index).read(tree, opener, nodes::add);
        for (Node node : nodes) {
            if (node.kind() instanceof NodeKind.Directory(ObjectId subtree)) {
                tree(subtree, opener);
            } else if (node.kind() instanceof NodeKind.RegularFile file) {
                long size = 0;
                for (ObjectId id : file.content()) {
                    size += data(id, opener);
                }
                assertThat(size).describedAs(node.name().toString()).isEqualTo(file.sizeBytes());
            }
        }
    }

    private long data(ObjectId id, BlobOpener opener) throws InterruptedException {
        int row = index.find(BlobType.DATA, id);
        assertThat(row).isNotEqualTo(BlobIndex.NONE);
        if (proven.add(id)) {
            int length = (int) index.length(row);
            byte[] sealed =
                    repository
                            .store()
                            .read(
                                    ResticRepository.packKey(index.packId(index.pack(row))),
                                    new ByteRange(index.offset(row), length),
                                    in -> in.readNBytes(length));
            assertThat(opener.open(sealed, 0, length, index, row)).isTrue();
        }
        return index.plainLength(row);
    }
}
