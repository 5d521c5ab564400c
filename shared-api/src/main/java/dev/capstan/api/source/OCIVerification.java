package dev.capstan.api.source;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signatures that an artifact must carry.
 *
 * @param provider how it is signed
 * @param secretRef the public keys
 * @param matchOIDCIdentity who may have signed without a key of their own
 * @param trustedRootSecretRef what is trusted instead of the public Sigstore
 */
@WireRecord
public record OCIVerification(
        @Required @Default("cosign") @OneOf({"cosign", "notation"})
        String provider,

        @Nullable LocalRef secretRef,
        List<OidcIdentityMatch> matchOIDCIdentity,
        @Nullable LocalRef trustedRootSecretRef) {

    /** Reads an absent list as empty and copies others. */
    public OCIVerification {
        matchOIDCIdentity = matchOIDCIdentity == null ? List.of() : List.copyOf(matchOIDCIdentity);
    }
}
