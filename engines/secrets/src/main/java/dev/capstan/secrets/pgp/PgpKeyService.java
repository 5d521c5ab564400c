package dev.capstan.secrets.pgp;

import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import java.security.SecureRandom;
import java.time.Clock;

/** Opens and encrypts for OpenPGP keys that are given. */
public final class PgpKeyService implements KeyService {
    private final PgpKeys keys;
    private final SecureRandom random;
    private final Clock clock;

    /** @param clock says which keys have expired */
    public PgpKeyService(PgpKeys keys, SecureRandom random, Clock clock) {
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Opening open(MasterKey key) {
        try {
            return new Opening.Opened(PgpMessage.decrypt(key.enc(), keys));
        } catch (PgpException e) {
            return new Opening.Failed(e.problem());
        }
    }

    @Override
    public Wrapping wrap(MasterKey key, byte[] secret) {
        try {
            var now = clock.instant();
            var certificate = keys.certificate(key.name())
                    .orElseThrow(() -> new PgpException("the public OpenPGP key is not given"));
            return new Wrapping.Wrapped(
                    key.with(PgpMessage.encrypt(secret, certificate.encryptionKey(key.name(), now), random, now)));
        } catch (PgpException e) {
            return new Wrapping.Failed(e.problem());
        }
    }
}
