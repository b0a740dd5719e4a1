package lifeboat.cli.wire;

/** Leads to a controller. */
@FunctionalInterface
public interface Connector {

    /**
     * Prepares the connection, which the first call makes.
     *
     * @throws IdentityException if the certificate or its key can't be used
     */
    Controller connect(Target target);
}
