package dev.capstan.source.ocirepository;

import dev.capstan.api.source.OCIVerification;
import dev.capstan.digest.Digest;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.oci.signature.CosignKey;
import dev.capstan.oci.signature.CosignVerifier;
import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SecretReader;
import dev.capstan.source.SourceResult;
import dev.capstan.source.access.SecretAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Verifies what cosign signed with a key; everything else that a spec can ask for is refused by name, so it fails closed. */
public final class KeyedArtifactSignatures implements ArtifactSignatures {
    private static final String FIELD = "spec.verify.secretRef";
    private static final String COSIGN = "cosign";
    private static final String KEY_SUFFIX = ".pub";

    private final SecretAccess secrets;

    /** Reads keys from Secrets. */
    public KeyedArtifactSignatures(SecretReader secrets) {
        this.secrets = new SecretAccess(secrets);
    }

    @Override
    public SourceResult<String> verify(OciSource source, RemoteRepository repository, Digest digest) {
        var verification = source.spec().verify();
        if (verification == null) {
            throw new IllegalArgumentException("the spec asks for no signature");
        }
        return keys(source, verification)
                .then(keys -> OciSourceFailure.result(new CosignVerifier(repository, keys).verify(digest)))
                .then(verdict -> switch (verdict) {
                    case SignatureVerdict.Verified(var key) -> SourceResult.success("key '" + key + "'");
                    case SignatureVerdict.NotVerified(var why) ->
                        SourceResult.failed(new OciSourceFailure.NotVerified(why));
                });
    }

    private SourceResult<List<CosignKey>> keys(OciSource source, OCIVerification verification) {
        if (!verification.provider().equals(COSIGN)) {
            return unsupported("the provider '" + verification.provider() + "' is not verified yet; 'cosign' is");
        }
        if (verification.secretRef() == null) {
            return unsupported("keyless signatures are not verified yet; name public keys in secretRef");
        }
        return secrets.read(
                        source.key().namespace(),
                        FIELD,
                        verification.secretRef().name())
                .then(KeyedArtifactSignatures::keys);
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
        return SourceResult.failed(new OciSourceFailure.VerificationUnsupported(why));
    }

    private static <T> SourceResult<T> unusable(String why) {
        return SourceResult.failed(new OciSourceFailure.VerificationKeysUnusable(why));
    }
}
