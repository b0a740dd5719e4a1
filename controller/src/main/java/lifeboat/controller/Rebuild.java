package lifeboat.controller;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.catalog.Stores;
import lifeboat.controller.operation.OperationJournal;
import lifeboat.controller.operation.Orphans;
import lifeboat.controller.recovery.StateFiles;
import lifeboat.controller.recovery.StateFiles.Saved;
import lifeboat.controller.recovery.StateSearch;
import lifeboat.controller.security.CertificateAuthority;
import lifeboat.controller.security.Deed;
import lifeboat.controller.security.KitContent;
import lifeboat.controller.security.RepositoryPasswords;
import lifeboat.controller.store.Database;
import lifeboat.controller.store.SqliteAuditLog;
import lifeboat.controller.store.SqliteHostStore;
import lifeboat.controller.store.SqliteOperationJournal;
import lifeboat.controller.store.SqlitePlanStore;
import lifeboat.controller.store.SqliteSecretStore;
import lifeboat.controller.store.SqliteState;
import lifeboat.engine.Platform;

/**
 * Makes the data folder of a lost controller again: keys and passwords from its recovery kit, all
 * else from the newest state that it has saved in the kit's repositories.
 */
final class Rebuild {

    /** More starts than a controller has between two states that it saves. */
    private static final long STARTS = 1000;

    private static final String ACTION = "controller rebuild";

    private final Stores stores;
    private final Platform platform;

    Rebuild(Stores stores, Platform platform) {
        this.stores = stores;
        this.platform = platform;
    }

    /**
     * What came back.
     *
     * @param state when the state was saved that came back; empty if there was none
     * @param orphans operations that were open in it
     */
    record Report(
            KitContent kit,
            List<StateSearch.Look> looks,
            Optional<Instant> state,
            Counts counts,
            int orphans) {}

    /** How much there is in the new folder. */
    record Counts(int plans, int hosts, int operations, int auditEntries) {}

    /**
     * Rebuilds into {@code data}, or leaves nothing there.
     *
     * @param who does it, for the audit log
     * @throws lifeboat.controller.error.ControllerException {@code DATA_FOLDER_IN_USE}, {@code
     *     DATA_IN_USE}, {@code STATE_TOO_NEW}, {@code STATE_UNREADABLE}
     */
    Report run(Path data, KitContent kit, String who) throws InterruptedException {
        try (RebuildFolder folder = RebuildFolder.take(data)) {
            kit.install(folder.draft());
            StateSearch search = new StateSearch(stores, stateFiles(kit), platform);
            List<StateSearch.Look> looks = search.look(kit.repositories());
            Optional<Saved> newest = search.newest(looks);
            Path file = folder.draft().resolve(Wiring.DATABASE);
            newest.ifPresent(state -> SqliteState.restore(file, state.json()));
            Report report;
            try (Database database = Database.open(file)) {
                report = prepare(database, kit, looks, newest.map(Saved::at), who);
            }
            folder.finish(CertificateAuthority.FILE);
            return report;
        }
    }

    private StateFiles stateFiles(KitContent kit) {
        return new StateFiles(kit.fingerprint(), kit.sealingKey());
    }

    private Report prepare(
            Database database,
            KitContent kit,
            List<StateSearch.Look> looks,
            Optional<Instant> state,
            String who) {
        Instant now = platform.clock().instant();
        kit.putPasswords(
                new RepositoryPasswords(kit.sealingKey(), new SqliteSecretStore(database)));
        OperationJournal journal = new SqliteOperationJournal(database);
        int orphans = Orphans.note(journal, now);
        journal.raiseEpoch(journal.raiseEpoch(0) + STARTS);
        SqliteAuditLog audit = new SqliteAuditLog(database);
        audit.append(
                now,
                new Deed(
                        who,
                        ACTION,
                        "kit of " + kit.exported(),
                        state.map(at -> "with the state of " + at).orElse("without any state")),
                "");
        return new Report(
                kit,
                looks,
                state,
                new Counts(
                        new SqlitePlanStore(database).all().size(),
                        new SqliteHostStore(database).all().size(),
                        journal.newest(Integer.MAX_VALUE).size(),
                        audit.newest(Integer.MAX_VALUE).size()),
                orphans);
    }
}
