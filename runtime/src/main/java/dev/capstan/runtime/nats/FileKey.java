package dev.capstan.runtime.nats;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the certificate of a file, as it is at that moment, to a server that asks for one. */
final class FileKey extends X509ExtendedKeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(FileKey.class);
    private static final String ALIAS = "nats";

    private final String certificate;
    private final String key;

    FileKey(String certificate, String key) {
        this.certificate = certificate;
        this.key = key;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        PrivateKey own = getPrivateKey(ALIAS);
        if (own == null) {
            return null;
        }
        for (String type : keyType) {
            if (type.equals(own.getAlgorithm())) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        try {
            return PemFile.certificates(certificate).toArray(X509Certificate[]::new);
        } catch (CertificateException refused) {
            LOG.warn("No certificate is shown to NATS: {}", refused.getMessage());
            return null;
        }
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        try {
            return PemFile.key(key);
        } catch (GeneralSecurityException refused) {
            LOG.warn("No certificate is shown to NATS: {}", refused.getMessage());
            return null;
        }
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
