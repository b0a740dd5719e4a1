package lifeboat.engine.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.engine.Progress;
import lifeboat.engine.file.Directory;
import lifeboat.engine.restic.BlobOpener;
import lifeboat.engine.restic.ResticRepository;
import lifeboat.engine.restic.index.BlobIndex;
import lifeboat.engine.restic.pack.BlobType;
import lifeboat.engine.restore.ContentCopy.Suspect;
import lifeboat.engine.store.ByteRange;
import lifeboat.engine.store.StoreException;

/**
 * Looks for blobs that were not where the index said, or not what they should be: once more in the
 * same place, since the fault may have been on the way, then in every other pack that has a copy,
 * then in an index read anew, since a prune may have moved them while we ran.
 */
final class Salvage {

    private final ResticRepository repository;
    private final BlobIndex index;
    private final FileContent content;
    private final Directory stage;
    private final Progress progress;
    private Optional<BlobIndex> freshIndex = Optional.empty();

    Salvage(
            ResticRepository repository,
            BlobIndex index,
            FileContent content,
            Directory stage,
            Progress progress) {
        this.repository = repository;
        this.index = index;
        this.content = content;
        this.stage = stage;
        this.progress = progress;
    }

    /** Writes what can be found; the files of the rest have failed and are reported. */
    void run(List<Suspect> suspects, Worklist worklist) throws InterruptedException {
        try (BlobOpener opener = repository.blobOpener();
                StageWriter writer = content.writer(stage)) {
            for (Suspect suspect : suspects) {
                List<Integer> places = new ArrayList<>(suspect.places());
                int found = -1; // the blob that the opener holds
                for (int place : places) {
                    int blob = content.blob(place);
                    if (blob != found) {
                        found = find(opener, blob) ? blob : -1;
                    }
                    if (found == blob && opener.length() == index.plainLength(blob)) {
                        content.write(writer, place, opener.content(), opener.length());
                    } else {
                        content.fail(
                                worklist.entryOfBlob(place),
                                "BLOB_DAMAGED",
                                suspect.reason()
                                        + "; there is no good copy of blob "
                                        + index.id(blob));
                    }
                }
            }
        }
    }

    private boolean find(BlobOpener opener, int blob) throws InterruptedException {
        if (findIn(index, blob, opener)) {
            return true;
        }
        if (freshIndex.isEmpty()) {
            freshIndex = Optional.of(repository.loadIndex(progress::report));
        }
        BlobIndex fresh = freshIndex.get();
        int again = fresh.find(BlobType.DATA, index.id(blob));
        return again >= 0 && findIn(fresh, again, opener);
    }

    private boolean findIn(BlobIndex where, int first, BlobOpener opener)
            throws InterruptedException {
        for (int copy = first; copy >= 0; copy = where.nextCopy(copy)) {
            if (where.length(copy) > BlobOpener.MAX_DATA_BYTES) {
                continue; // larger than any writer makes them
            }
            int length = (int) where.length(copy);
            ByteRange range = new ByteRange(where.offset(copy), length);
            try {
                byte[] sealed =
                        repository
                                .store()
                                .read(
                                        ResticRepository.packKey(where.packId(where.pack(copy))),
                                        range,
                                        in -> in.readNBytes(length));
                progress.transferred(sealed.length);
                if (opener.open(sealed, 0, sealed.length, where, copy)) {
                    return true;
                }
            } catch (StoreException.Missing
                    | StoreException.Truncated
                    | StoreException.Unreadable e) {
                progress.notice(e.getMessage()); // and on to the next copy
            }
        }
        return false;
    }
}
