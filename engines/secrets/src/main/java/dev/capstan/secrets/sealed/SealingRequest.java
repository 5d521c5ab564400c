package dev.capstan.secrets.sealed;

import java.util.Optional;

/**
 * How Secrets are sealed.
 *
 * @param scope instead of the one that the annotations of the Secret state
 * @param namespace of Secrets that have none, and of no other
 * @param allowsEmpty whether a Secret may have no values
 */
public record SealingRequest(Optional<SealingScope> scope, Optional<String> namespace, boolean allowsEmpty) {
    /** As the Secret says. */
    public static final SealingRequest PLAIN = new SealingRequest(Optional.empty(), Optional.empty(), false);
}
