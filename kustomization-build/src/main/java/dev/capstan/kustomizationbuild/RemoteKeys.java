package dev.capstan.kustomizationbuild;

import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import java.time.Duration;

/**
 * Keys of which some are at services on the network. Those are asked outside of the slot of the build, and not any more when its time is
 * over: a service that hangs delays nobody else, and its own build not for ever.
 */
final class RemoteKeys implements KeyService {

    private final KeyService keys;
    private final BuildSlots slots;
    private final Duration timeout;
    private final long begin = System.nanoTime();

    /** @param timeout for all files together, from now on; a question that was asked is waited for */
    RemoteKeys(KeyService keys, BuildSlots slots, Duration timeout) {
        this.keys = keys;
        this.slots = slots;
        this.timeout = timeout;
    }

    @Override
    public Opening open(MasterKey key) {
        if (isHere(key.kind())) {
            return keys.open(key);
        }
        return System.nanoTime() - begin >= timeout.toNanos()
                ? new Opening.Failed(
                        "it is not asked any more, because key services took all the time of this build (%ds, spec.timeout)"
                                .formatted(timeout.toSeconds()))
                : slots.outside(() -> keys.open(key));
    }

    @Override
    public Wrapping wrap(MasterKey key, byte[] secret) {
        return keys.wrap(key, secret);
    }

    private static boolean isHere(MasterKey.Kind kind) {
        return switch (kind) {
            case AGE, PGP -> true;
            case AWS_KMS, GCP_KMS, HUAWEI_KMS, AZURE_KEY_VAULT, VAULT_TRANSIT -> false;
        };
    }
}
