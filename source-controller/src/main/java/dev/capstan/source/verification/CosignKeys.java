package dev.capstan.source.verification;

import dev.capstan.oci.signature.CosignKey;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The public keys of cosign in a Secret. */
final class CosignKeys {
    private static final String SUFFIX = ".pub";

    private CosignKeys() {}

    /** All of them, at least one. */
    static SourceResult<List<CosignKey>> in(SecretValues values) {
        var found = new ArrayList<CosignKey>();
        for (var entry : new TreeMap<>(values.all()).entrySet()) {
            if (entry.getKey().endsWith(SUFFIX)) {
                var key = CosignKey.parse(entry.getKey(), entry.getValue());
                if (key.isEmpty()) {
                    return VerificationFailure.trustUnusable("the value under the key '" + entry.getKey()
                            + "' of the Secret '" + values.name()
                            + "' is not a public key that is known: ECDSA on P-256 or P-384, RSA of 2048 bits or more,"
                            + " Ed25519, each in PEM");
                }
                found.add(key.get());
            }
        }
        return found.isEmpty()
                ? VerificationFailure.trustUnusable(
                        "the Secret '" + values.name() + "' has no key that ends in '" + SUFFIX + "'")
                : SourceResult.success(found);
    }
}
