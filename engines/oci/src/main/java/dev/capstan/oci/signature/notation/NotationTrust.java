package dev.capstan.oci.signature.notation;

import dev.capstan.oci.signature.Certificates;
import dev.capstan.oci.signature.TrustException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whom signatures of notation are trusted from.
 *
 * @param policies the statements of the trust policy document
 * @param certificates the certificates of its trust store
 */
public record NotationTrust(List<TrustPolicy> policies, List<X509Certificate> certificates) {

    /** Copies the lists. */
    public NotationTrust {
        policies = List.copyOf(policies);
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads what somebody wrote down.
     *
     * @param policy a trust policy document of the version 1.0
     * @param certificates files with certificates in PEM or DER, by names for messages
     * @throws TrustException when any of it cannot be read, or could be meant in another way
     */
    public static NotationTrust read(byte[] policy, Map<String, byte[]> certificates) throws TrustException {
        List<TrustPolicy> policies;
        try {
            policies = TrustPolicy.read(policy);
        } catch (TrustException e) {
            throw new TrustException("the trust policy cannot be used: " + e.why());
        }
        var trusted = new ArrayList<X509Certificate>();
        for (var file : new TreeMap<>(certificates).entrySet()) {
            try {
                trusted.addAll(Certificates.all(file.getValue()));
            } catch (TrustException e) {
                throw new TrustException("'" + file.getKey() + "' cannot be used: " + e.why());
            }
        }
        return new NotationTrust(policies, trusted);
    }
}
