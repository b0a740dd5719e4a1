package lifeboat.controller.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;

/** What a lost controller would take with it. */
public record KitContent(
        Instant exported,
        Credential authority,
        SealingKey sealingKey,
        List<KitRepository> repositories) {

    public KitContent {
        repositories = List.copyOf(repositories);
    }

    /**
     * Makes the data folder of a new controller the old one's, before its first start: hosts and
     * operators trust it as before, and their certificates count.
     *
     * @throws ControllerException {@code DATA_FOLDER_IN_USE} if an authority is there already
     */
    public void install(Path folder) {
        Path file = folder.resolve(CertificateAuthority.FILE);
        if (Files.exists(file)) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "DATA_FOLDER_IN_USE",
                    file + " is there: this folder is a controller's already",
                    "name a folder that is empty");
        }
        sealingKey.write(folder.resolve(SealingKey.FILE));
        authority.write(file); // last, since it says that all is there
    }

    /** SHA-256 of the authority's certificate, in hex. */
    public String fingerprint() {
        return Digests.sha256Hex(Credential.der(authority.certificate()));
    }

    /** Stores the passwords of all repositories, sealed. */
    public void putPasswords(RepositoryPasswords passwords) {
        repositories.forEach(each -> passwords.put(each.name(), each.password()));
    }
}
