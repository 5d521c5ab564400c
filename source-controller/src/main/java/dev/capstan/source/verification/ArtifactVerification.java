package dev.capstan.source.verification;

import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.access.SecretReader;
import dev.capstan.digest.Digest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.oci.signature.CosignTrust;
import dev.capstan.oci.signature.CosignVerifier;
import dev.capstan.oci.signature.KeyTrust;
import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.oci.signature.notation.NotationTrust;
import dev.capstan.oci.signature.notation.NotationVerifier;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import java.time.Clock;
import java.util.function.Function;

/**
 * Verifies artifacts of registries for all kinds of sources: what cosign signed, with a key or for an identity, and what notation
 * signed. Other providers, and keyless signatures without a trusted root, are refused by name, so it fails closed. Where a Secret of
 * {@code secretRef} says who is trusted, {@code matchOIDCIdentity} and {@code trustedRootSecretRef} are passed over, as Flux does.
 */
public final class ArtifactVerification {
    private static final String KEYS = "spec.verify.secretRef";
    private static final String ROOT = "spec.verify.trustedRootSecretRef";

    private final SecretAccess secrets;
    private final Clock clock;
    private final Function<OciFailure, SourceFailure> registryFailure;

    /**
     * Reads what is trusted from Secrets.
     *
     * @param registryFailure what it means for the kind of source when the registry cannot be asked for signatures
     */
    public ArtifactVerification(
            SecretReader secrets, Clock clock, Function<OciFailure, SourceFailure> registryFailure) {
        this.secrets = new SecretAccess(secrets);
        this.clock = clock;
        this.registryFailure = registryFailure;
    }

    /**
     * Looks for a signature that the request trusts.
     *
     * @param digest of the manifest that a signature must be about
     * @param subject what is verified, for people, such as {@code revision latest@sha256:…}
     * @return who has signed, or where it is written that nobody needs to, as a sentence
     */
    public SourceResult<String> verify(
            VerificationRequest request, RemoteRepository repository, Digest digest, String subject) {
        return switch (request.provider()) {
            case "cosign" ->
                cosign(request).then(trust -> result(new CosignVerifier(repository, trust).verify(digest), subject));
            case "notation" ->
                notation(request)
                        .then(trust -> result(new NotationVerifier(repository, trust, clock).verify(digest), subject));
            default -> VerificationFailure.unsupported("the provider '" + request.provider() + "' is not known");
        };
    }

    private SourceResult<CosignTrust> cosign(VerificationRequest request) {
        if (request.secret().isPresent()) {
            return secret(request, KEYS, request.secret().get())
                    .then(CosignKeys::in)
                    .map(KeyTrust::new);
        }
        if (request.trustedRoot().isEmpty()) {
            return VerificationFailure.unsupported(
                    "keyless signatures are verified with a Secret in"
                            + " trustedRootSecretRef of an OCIRepository only: the trusted root of the public Sigstore is not fetched");
        }
        return KeylessSecret.identities(request.identities())
                .then(identities -> secret(request, ROOT, request.trustedRoot().get())
                        .then(values -> KeylessSecret.trust(values, identities)))
                .map(trust -> trust);
    }

    private SourceResult<NotationTrust> notation(VerificationRequest request) {
        return request.secret().isEmpty()
                ? VerificationFailure.unsupported("the provider 'notation' needs a secretRef")
                : secret(request, KEYS, request.secret().get()).then(NotationSecret::trust);
    }

    private SourceResult<SecretValues> secret(VerificationRequest request, String field, String name) {
        return switch (secrets.read(request.namespace(), field, name)) {
            case AccessResult.Success<SecretValues>(var values) -> SourceResult.success(values);
            case AccessResult.Failed<SecretValues>(var failure) -> VerificationFailure.trustUnusable(failure.message());
        };
    }

    private SourceResult<String> result(OciResult<SignatureVerdict> result, String subject) {
        return switch (result) {
            case OciResult.Success<SignatureVerdict>(SignatureVerdict.Verified(var signer)) ->
                SourceResult.success("verified signature of " + subject + " with " + signer);
            case OciResult.Success<SignatureVerdict>(SignatureVerdict.NotWanted(var why)) ->
                SourceResult.success("the signature of " + subject + " is not verified: " + why);
            case OciResult.Success<SignatureVerdict>(SignatureVerdict.NotVerified(var why)) ->
                SourceResult.failed(new VerificationFailure.NotVerified(why));
            case OciResult.Failed<SignatureVerdict>(var failure) -> SourceResult.failed(registryFailure.apply(failure));
        };
    }
}
