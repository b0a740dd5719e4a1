package lifeboat.engine.check;

import java.util.HashMap;
import java.util.Map;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.IndexFile;
import lifeboat.engine.restic.index.IndexedPack;

/** Which index file names a pack: a second one is waste, or a pack of which each has a part. */
final class PackOrigins {

    private final Map<ObjectId, ObjectId> indexes = new HashMap<>();
    private final Progress progress;

    PackOrigins(Progress progress) {
        this.progress = progress;
    }

    void add(ObjectId index, IndexFile file) {
        for (IndexedPack pack : file.packs()) {
            ObjectId other = indexes.putIfAbsent(pack.id(), index);
            if (other != null && !other.equals(index)) {
                progress.report(
                        new Problem(
                                Severity.WARNING,
                                "PACK_INDEXED_TWICE",
                                ResticRepository.packKey(pack.id()).path(),
                                "indexes %s and %s both name this pack"
                                        .formatted(other.shortHex(), index.shortHex())));
            }
        }
    }
}
