package dev.capstan.oci.signature.keyless;

import dev.capstan.oci.signature.TrustException;
import java.util.Base64;
import java.util.regex.Pattern;

/** One certificate in PEM. */
final class PemCertificate {
    private static final Pattern SHAPE =
            Pattern.compile("\\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----\\s*");

    private PemCertificate() {}

    /** Its bytes. */
    static byte[] der(String pem) throws TrustException {
        var match = SHAPE.matcher(pem);
        if (!match.matches()) {
            throw new TrustException("it has no certificate");
        }
        try {
            return Base64.getMimeDecoder().decode(match.group(1));
        } catch (IllegalArgumentException e) {
            throw new TrustException("its certificate is not in base64");
        }
    }
}
