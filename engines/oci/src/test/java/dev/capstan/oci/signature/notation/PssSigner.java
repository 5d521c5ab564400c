package dev.capstan.oci.signature.notation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/** Signs a certificate with RSASSA-PSS over any digests. */
record PssSigner(PrivateKey key, PSSParameterSpec parameters, ByteArrayOutputStream signed) implements ContentSigner {
    private static final String ALGORITHM = "RSASSA-PSS";

    PssSigner(PrivateKey key, PSSParameterSpec parameters) {
        this(key, parameters, new ByteArrayOutputStream());
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        try {
            var written = AlgorithmParameters.getInstance(ALGORITHM);
            written.init(parameters);
            return new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS, ASN1Primitive.fromByteArray(written.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return signed;
    }

    @Override
    public byte[] getSignature() {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.setParameter(parameters);
            signature.initSign(key);
            signature.update(signed.toByteArray());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
