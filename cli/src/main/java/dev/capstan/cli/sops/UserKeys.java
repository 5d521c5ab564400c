package dev.capstan.cli.sops;

import dev.capstan.cli.process.Invocation;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * All keys of whoever runs the command, found where the sops command finds them. Nothing is read, asked or started before a file needs a key of
 * its kind.
 */
final class UserKeys implements KeyService, AutoCloseable {
    private final Invocation invocation;
    private final Clock clock;
    private final AgeKeys age;
    private final GnupgKeys gnupg;
    private @Nullable CloudKeys clouds;

    UserKeys(Invocation invocation, SecureRandom random, Clock clock) {
        this.invocation = invocation;
        this.clock = clock;
        this.age = new AgeKeys(invocation, random);
        this.gnupg = new GnupgKeys(invocation);
    }

    private KeyService of(MasterKey.Kind kind) {
        return switch (kind) {
            case AGE -> age;
            case PGP -> gnupg;
            case AWS_KMS, GCP_KMS, HUAWEI_KMS, AZURE_KEY_VAULT, VAULT_TRANSIT -> clouds();
        };
    }

    private synchronized CloudKeys clouds() {
        CloudKeys known = clouds;
        if (known == null) {
            known = new CloudKeys(invocation, clock);
            clouds = known;
        }
        return known;
    }

    @Override
    public Opening open(MasterKey key) {
        return of(key.kind()).open(key);
    }

    @Override
    public Wrapping wrap(MasterKey key, byte[] secret) {
        return of(key.kind()).wrap(key, secret);
    }

    @Override
    public synchronized void close() {
        if (clouds != null) {
            clouds.close();
        }
    }
}
