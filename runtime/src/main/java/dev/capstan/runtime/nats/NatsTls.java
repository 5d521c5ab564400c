package dev.capstan.runtime.nats;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS to NATS by files that may be renewed while the process runs. */
final class NatsTls {
    private NatsTls() {}

    /** The context for connections; empty where no file is named, so that the defaults of the JVM count. */
    static Optional<SSLContext> context(NatsSettings.Tls settings) {
        if (settings.certificate().isPresent() != settings.key().isPresent()) {
            throw new IllegalStateException(
                    "capstan.nats.tls.certificate and capstan.nats.tls.key go together: set both, or none");
        }
        if (settings.authority().isEmpty() && settings.certificate().isEmpty()) {
            return Optional.empty();
        }
        TrustManager @Nullable [] trust = settings.authority()
                .map(file -> new TrustManager[] {new FileAuthority(file)})
                .orElse(null);
        KeyManager @Nullable [] keys = settings.certificate()
                .flatMap(certificate -> settings.key().map(key -> new KeyManager[] {new FileKey(certificate, key)}))
                .orElse(null);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return Optional.of(context);
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("This Java cannot speak TLS", unsupported);
        }
    }
}
