package dev.capstan.source.verification;

import dev.capstan.digest.Digest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.oci.signature.CosignKey;
import dev.capstan.oci.signature.CosignVerifier;
import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SecretReader;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.access.SecretAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Verifies artifacts of registries for all kinds of sources: what cosign signed with a key. Everything else that a spec can ask for is
 * refused by name, so it fails closed.
 */
public final class ArtifactVerification {
    private static final String FIELD = "spec.verify.secretRef";
    private static final String COSIGN = "cosign";
    private static final String KEY_SUFFIX = ".pub";

    private final SecretAccess secrets;
    private final Function<OciFailure, SourceFailure> registryFailure;

    /**
     * Reads what is trusted from Secrets.
     *
     * @param registryFailure what it means for the kind of source when the registry cannot be asked for signatures
     */
    public ArtifactVerification(SecretReader secrets, Function<OciFailure, SourceFailure> registryFailure) {
        this.secrets = new SecretAccess(secrets);
        this.registryFailure = registryFailure;
    }

    /**
     * Looks for a signature that the request trusts.
     *
     * @param digest of the manifest that a signature must be about
     * @param subject what is verified, for people, such as {@code revision latest@sha256:…}
     * @return who has signed, as a sentence
     */
    public SourceResult<String> verify(
            VerificationRequest request, RemoteRepository repository, Digest digest, String subject) {
        return keys(request).then(keys -> result(new CosignVerifier(repository, keys).verify(digest), subject));
    }

    private SourceResult<String> result(OciResult<SignatureVerdict> result, String subject) {
        return switch (result) {
            case OciResult.Success<SignatureVerdict>(SignatureVerdict.Verified(var signer)) ->
                SourceResult.success("verified signature of " + subject + " with " + signer);
            case OciResult.Success<SignatureVerdict>(SignatureVerdict.NotVerified(var why)) ->
                SourceResult.failed(new VerificationFailure.NotVerified(why));
            case OciResult.Failed<SignatureVerdict>(var failure) ->
                SourceResult.failed(registryFailure.apply(failure));
        };
    }

    private SourceResult<List<CosignKey>> keys(VerificationRequest request) {
        if (!request.provider().equals(COSIGN)) {
            return unsupported("the provider '" + request.provider() + "' is not verified yet; 'cosign' is");
        }
        if (request.secret().isEmpty()) {
            return unsupported("keyless signatures are not verified yet; name public keys in secretRef");
        }
        return secrets.read(request.namespace(), FIELD, request.secret().get()).then(ArtifactVerification::keys);
    }

    private static SourceResult<List<CosignKey>> keys(SecretValues values) {
        var found = new ArrayList<CosignKey>();
        for (var entry : new TreeMap<>(values.all()).entrySet()) {
            if (entry.getKey().endsWith(KEY_SUFFIX)) {
                var key = CosignKey.parse(entry.getKey(), entry.getValue());
                if (key.isEmpty()) {
                    return unusable("the value under the key '" + entry.getKey() + "' of the Secret '" + values.name()
                            + "' is not a public key that is known: ECDSA on P-256 or P-384, RSA of 2048 bits or more,"
                            + " Ed25519, each in PEM");
                }
                found.add(key.get());
            }
        }
        return found.isEmpty()
                ? unusable("the Secret '" + values.name() + "' has no key that ends in '" + KEY_SUFFIX + "'")
                : SourceResult.success(found);
    }

    private static <T> SourceResult<T> unsupported(String why) {
        return SourceResult.failed(new VerificationFailure.Unsupported(why));
    }

    private static <T> SourceResult<T> unusable(String why) {
        return SourceResult.failed(new VerificationFailure.TrustUnusable(why));
    }
}
