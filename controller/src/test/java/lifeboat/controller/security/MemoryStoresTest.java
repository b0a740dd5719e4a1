package lifeboat.controller.security;

import org.junit.jupiter.api.Nested;

class MemoryStoresTest {

    @Nested
    class Certificates extends CertificateStoreContract {
        @Override
        protected CertificateStore store() {
            return new MemoryCertificateStore();
        }
    }

    @Nested
    class Tokens extends TokenStoreContract {
        @Override
        protected TokenStore store() {
            return new MemoryTokenStore();
        }
    }

    @Nested
    class Audit extends AuditLogContract {
        @Override
        protected AuditLog log() {
            return new MemoryAuditLog();
        }
    }

    @Nested
    class Secrets extends SecretStoreContract {
        @Override
        protected SecretStore store() {
            return new MemorySecretStore();
        }
    }
}
