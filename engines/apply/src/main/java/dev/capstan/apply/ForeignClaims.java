package dev.capstan.apply;

import java.util.Optional;

/** Whether claims on objects count: those of Applications that are gone mean nothing. */
@FunctionalInterface
public interface ForeignClaims {

    /** The Application behind a claim, as {@code namespace/name}; empty when it is gone or going. When that cannot be told, it is there. */
    Optional<String> living(ForeignClaim claim);

    /** Where no Application is. */
    static ForeignClaims none() {
        return claim -> Optional.empty();
    }
}
