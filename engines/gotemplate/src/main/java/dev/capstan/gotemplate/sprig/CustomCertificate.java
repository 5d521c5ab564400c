package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoString;
import java.io.IOException;
import org.bouncycastle.cert.X509CertificateHolder;

/** Certificates that somebody else has made. */
final class CustomCertificate {

    private CustomCertificate() {}

    /** From PEM in base64, once for the certificate and once for the key. */
    static CertificateValue of(String certificate, String key) {
        String certificatePem = decoded(certificate, "certificate");
        String keyPem = decoded(key, "private key");
        parsed(certificatePem, "decodedCert");
        checkKey(keyPem);
        return new CertificateValue(certificatePem, keyPem);
    }

    private static String decoded(String text, String what) {
        try {
            return GoString.of(GoBase64.decode(text));
        } catch (FunctionException invalid) {
            throw new FunctionException("unable to decode base64 " + what);
        }
    }

    /** Reads a certificate in PEM. */
    static X509CertificateHolder parsed(String pem, String variable) {
        PemBlock block = PemBlock.first(pem);
        if (block == null) {
            throw new FunctionException("unable to decode certificate");
        }
        try {
            return new X509CertificateHolder(block.content());
        } catch (IOException malformed) {
            throw new FunctionException(
                    "error parsing certificate: " + variable + ".Bytes: x509: malformed certificate", malformed);
        }
    }

    private static void checkKey(String pem) {
        try {
            PrivateKeys.read(pem);
        } catch (FunctionException invalid) {
            throw new FunctionException("error parsing private key: " + invalid.getMessage());
        }
    }
}
