package dev.capstan.secrets.age;

import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/** Opens age keys with identities that are given. Encrypting needs none. */
public final class AgeKeyService implements KeyService {
    private final List<AgeIdentity> identities;
    private final SecureRandom random;

    /** @param identities are all tried on every key */
    public AgeKeyService(List<AgeIdentity> identities, SecureRandom random) {
        this.identities = List.copyOf(identities);
        this.random = random;
    }

    @Override
    public Opening open(MasterKey key) {
        try {
            return new Opening.Opened(AgeFile.decrypt(key.enc().getBytes(StandardCharsets.UTF_8), identities));
        } catch (AgeException e) {
            return new Opening.Failed(e.problem());
        }
    }

    @Override
    public Wrapping wrap(MasterKey key, byte[] secret) {
        try {
            return new Wrapping.Wrapped(
                    key.with(AgeFile.encryptArmored(secret, List.of(AgeRecipient.parse(key.name())), random)));
        } catch (AgeException e) {
            return new Wrapping.Failed(e.problem());
        }
    }
}
