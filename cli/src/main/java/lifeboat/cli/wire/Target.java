package lifeboat.cli.wire;

/** Which controller to speak to, and as whom. */
public record Target(Address address, Identity identity) {}
