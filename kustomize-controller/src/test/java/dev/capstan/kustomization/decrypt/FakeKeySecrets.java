package dev.capstan.kustomization.decrypt;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.secrets.kms.KmsEndpoints;
import dev.capstan.secrets.kms.KmsException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Secrets with keys in memory, and no cloud. */
public final class FakeKeySecrets implements KeySecrets {

    /** Nobody answers, and nobody is anybody. */
    public static final KeyClouds NO_CLOUDS = new KeyClouds(
            _ -> {
                throw new KmsException("there is no network");
            },
            Optional.empty(),
            KmsEndpoints.PUBLIC,
            Clock.systemUTC());

    private final Map<ObjectKey, Map<String, byte[]>> secrets = new HashMap<>();
    private int readings;

    /** What a Secret holds from now on. */
    public void holds(String namespace, String name, Map<String, byte[]> entries) {
        secrets.put(new ObjectKey(namespace, name), entries);
    }

    /** How often one was read. */
    public int readings() {
        return readings;
    }

    @Override
    public Reading read(ObjectKey secret) {
        readings++;
        Map<String, byte[]> entries = secrets.get(secret);
        return entries == null
                ? new Reading.Failed("the Secret '" + secret.name() + "' does not exist")
                : new Reading.Entries(entries);
    }
}
