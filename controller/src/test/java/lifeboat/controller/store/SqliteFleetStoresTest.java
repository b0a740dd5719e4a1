package lifeboat.controller.store;

import java.nio.file.Path;
import lifeboat.controller.fleet.HostStore;
import lifeboat.controller.fleet.HostStoreContract;
import lifeboat.controller.security.AuditLog;
import lifeboat.controller.security.AuditLogContract;
import lifeboat.controller.security.CertificateStore;
import lifeboat.controller.security.CertificateStoreContract;
import lifeboat.controller.security.SecretStore;
import lifeboat.controller.security.SecretStoreContract;
import lifeboat.controller.security.TokenStore;
import lifeboat.controller.security.TokenStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteFleetStoresTest {

    @TempDir private Path folder;
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("controller.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Nested
    class Hosts extends HostStoreContract {
        @Override
        protected HostStore store() {
            return new SqliteHostStore(database);
        }
    }

    @Nested
    class Certificates extends CertificateStoreContract {
        @Override
        protected CertificateStore store() {
            return new SqliteCertificateStore(database);
        }
    }

    @Nested
    class Tokens extends TokenStoreContract {
        @Override
        protected TokenStore store() {
            return new SqliteTokenStore(database);
        }
    }

    @Nested
    class Audit extends AuditLogContract {
        @Override
        protected AuditLog log() {
            return new SqliteAuditLog(database);
        }
    }

    @Nested
    class Secrets extends SecretStoreContract {
        @Override
        protected SecretStore store() {
            return new SqliteSecretStore(database);
        }
    }
}
