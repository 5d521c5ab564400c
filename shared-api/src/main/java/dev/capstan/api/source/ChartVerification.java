package dev.capstan.api.source;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signatures that a chart of a registry must carry.
 *
 * @param provider what signs
 * @param secretRef the public keys; absent for signatures by identity
 * @param matchOIDCIdentity whose signatures are accepted
 */
@WireRecord
public record ChartVerification(
        @Required @Default("cosign") @OneOf({"cosign", "notation"})
        String provider,

        @Nullable LocalRef secretRef,
        List<OidcIdentityMatch> matchOIDCIdentity) {

    /** Reads an absent list as empty and copies others. */
    public ChartVerification {
        matchOIDCIdentity = matchOIDCIdentity == null ? List.of() : List.copyOf(matchOIDCIdentity);
    }
}
