package lifeboat.engine.check;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Problem;
import lifeboat.engine.Problem.Severity;
import lifeboat.engine.Progress;
import lifeboat.engine.TaskGroup;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.ObjectKey;
import lifeboat.engine.store.StoreException;

/** Reads packs whole, several side by side, each in the memory of its largest blob. */
final class PackReading {

    private static final int READERS_PER_CORE = 2; // one computes while one waits for the store

    private final ResticRepository repository;
    private final BlobIndex index;
    private final Packs packs;
    private final Damages damages;
    private final Progress progress;

    PackReading(
            ResticRepository repository,
            BlobIndex index,
            Packs packs,
            Damages damages,
            Progress progress) {
        this.repository = repository;
        this.index = index;
        this.packs = packs;
        this.damages = damages;
        this.progress = progress;
    }

    void read(List<Integer> chosen) throws InterruptedException {
        progress.expect(chosen.size(), chosen.stream().mapToLong(packs::size).sum());
        AtomicInteger next = new AtomicInteger();
        int readers = READERS_PER_CORE * Runtime.getRuntime().availableProcessors();
        try (TaskGroup group = TaskGroup.ofPlatformThreads("check")) {
            for (int i = 0; i < Math.min(readers, chosen.size()); i++) {
                group.fork(
                        () -> {
                            try (PackProof proof = new PackProof(repository, index)) {
                                for (int n = next.getAndIncrement();
                                        n < chosen.size();
                                        n = next.getAndIncrement()) {
                                    prove(proof, chosen.get(n));
                                }
                            }
                        });
            }
            group.join();
        }
    }

    private void prove(PackProof proof, int pack) throws InterruptedException {
        ObjectId id = index.packId(pack);
        try {
            PackProof.Findings findings = readOnce(proof, pack);
            if (!findings.isGood()) {
                // what was damaged on its way is whole when it is read again
                findings = readOnce(proof, pack);
                if (findings.isGood()) {
                    progress.report(
                            new Problem(
                                    Severity.WARNING,
                                    "TRANSFER_DAMAGED",
                                    ResticRepository.packKey(id).path(),
                                    "this pack arrived damaged once and whole the second time:"
                                            + " look at the network and the memory"));
                }
            }
            for (String fault : findings.faults()) {
                damages.add("PACK_DAMAGED", pack, "this pack is damaged: " + fault);
            }
            for (int row : findings.badBlobs()) {
                damages.add(
                        "BLOB_DAMAGED",
                        pack,
                        "its %s blob %s is damaged"
                                .formatted(
                                        index.type(row).toString().toLowerCase(Locale.ROOT),
                                        index.id(row)),
                        row);
            }
        } catch (StoreException.Missing | StoreException.Truncated e) {
            damages.add("PACK_MISSING", pack, e.getMessage(), packs.rows(pack));
        } catch (StoreException.Unreadable e) {
            damages.add("PACK_DAMAGED", pack, e.getMessage(), packs.rows(pack));
        }
        damages.wasRead(pack);
        progress.filesDone(1);
        progress.bytesDone(packs.size(pack));
    }

    private PackProof.Findings readOnce(PackProof proof, int pack) throws InterruptedException {
        long size = packs.size(pack);
        ObjectKey key = ResticRepository.packKey(index.packId(pack));
        progress.transferred(size);
        return repository
                .store()
                .read(
                        key,
                        new ByteRange(0, size),
                        in -> proof.read(in, index.packId(pack), size, packs.rows(pack)));
    }
}
