package dev.capstan.source.verification;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.source.ChartVerification;
import dev.capstan.api.source.OCIVerification;
import dev.capstan.api.source.OidcIdentityMatch;
import java.util.List;
import java.util.Optional;

/**
 * What {@code spec.verify} asks for.
 *
 * @param namespace of the object, and of the Secrets that it names
 * @param provider how the artifact is signed
 * @param secret the name of the Secret with what is trusted
 * @param identities who may have signed without a key of their own
 * @param trustedRoot the name of the Secret with what is trusted instead of the public Sigstore
 */
public record VerificationRequest(
        String namespace,
        String provider,
        Optional<String> secret,
        List<OidcIdentityMatch> identities,
        Optional<String> trustedRoot) {

    /** Copies the identities. */
    public VerificationRequest {
        identities = List.copyOf(identities);
    }

    /** What an OCIRepository asks for. */
    public static VerificationRequest of(String namespace, OCIVerification spec) {
        return new VerificationRequest(
                namespace,
                spec.provider(),
                Optional.ofNullable(spec.secretRef()).map(LocalRef::name),
                spec.matchOIDCIdentity(),
                Optional.ofNullable(spec.trustedRootSecretRef()).map(LocalRef::name));
    }

    /** What a HelmChart asks for. */
    public static VerificationRequest of(String namespace, ChartVerification spec) {
        return new VerificationRequest(
                namespace,
                spec.provider(),
                Optional.ofNullable(spec.secretRef()).map(LocalRef::name),
                spec.matchOIDCIdentity(),
                Optional.empty());
    }

    /** Whether the conditions of an object say that its artifact was verified as this generation of it asks. */
    public static boolean isAnswered(List<Condition> conditions, long generation) {
        return Conditions.of(conditions)
                .get(Condition.SOURCE_VERIFIED)
                .filter(Condition::holds)
                .filter(condition -> condition.observedGeneration() == generation)
                .isPresent();
    }
}
