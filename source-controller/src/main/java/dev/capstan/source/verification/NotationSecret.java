package dev.capstan.source.verification;

import dev.capstan.oci.signature.TrustException;
import dev.capstan.oci.signature.notation.NotationTrust;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import java.util.HashMap;
import java.util.Map;

/** The trust policy and the certificates of notation in a Secret. */
final class NotationSecret {
    private static final String POLICY = "trustpolicy.json";

    private NotationSecret() {}

    static SourceResult<NotationTrust> trust(SecretValues values) {
        var policy = values.bytes(POLICY);
        if (policy.isEmpty()) {
            return VerificationFailure.trustUnusable("the Secret '" + values.name() + "' has no key '" + POLICY + "'");
        }
        var certificates = certificates(values);
        if (certificates.isEmpty()) {
            return VerificationFailure.trustUnusable(
                    "the Secret '" + values.name() + "' has no key that ends in '.crt' or '.pem'");
        }
        try {
            return SourceResult.success(NotationTrust.read(policy.get(), certificates));
        } catch (TrustException e) {
            return VerificationFailure.trustUnusable("the Secret '" + values.name() + "': " + e.why());
        }
    }

    private static Map<String, byte[]> certificates(SecretValues values) {
        var found = new HashMap<String, byte[]>();
        values.all().forEach((key, value) -> {
            if (key.endsWith(".crt") || key.endsWith(".pem")) {
                found.put(key, value);
            }
        });
        return found;
    }
}
