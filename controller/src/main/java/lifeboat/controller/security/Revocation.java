package lifeboat.controller.security;

import java.time.Instant;

/** Since when a certificate is worth nothing, and why. */
public record Revocation(Instant at, String reason) {}
