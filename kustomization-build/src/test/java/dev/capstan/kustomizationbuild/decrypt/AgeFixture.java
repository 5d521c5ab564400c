package dev.capstan.kustomizationbuild.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.age.AgeKeyService;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.sops.MacCheck;
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A key of age, files that are encrypted for it, and a count of how often it was used. */
public final class AgeFixture {
    private final SecureRandom random = new SecureRandom();
    private final AgeIdentities.Generated key = AgeIdentities.generate(random);
    private final AtomicInteger opened = new AtomicInteger();

    public String recipient() {
        return key.recipient();
    }

    /** How many data keys it opened. */
    public int opened() {
        return opened.get();
    }

    /** Encrypts with everything in it. */
    public String encrypted(String file, String plain) {
        return encrypted(file, plain, Optional.empty());
    }

    /** Encrypts the values of a manifest of a Secret. */
    public String secret(String file, String plain) {
        return encrypted(
                file, plain, Optional.of(new Selection(Selection.Rule.ENCRYPTED_REGEX, "^(data|stringData)$")));
    }

    /** Encrypts so that a key of each of two groups is needed. */
    public String inTwoGroups(String file, String plain) {
        return encrypted(file, plain, new EncryptionPlan(List.of(group(), group()), 2, Optional.empty(), false));
    }

    private KeyGroup group() {
        return new KeyGroup(List.of(new MasterKey.Age(key.recipient(), "")));
    }

    private String encrypted(String file, String plain, Optional<Selection> selection) {
        return encrypted(file, plain, new EncryptionPlan(List.of(group()), 0, selection, false));
    }

    private String encrypted(String file, String plain, EncryptionPlan plan) {
        byte[] text = new Sops(service())
                .encrypt(SopsText.of(file, plain.getBytes(UTF_8)), plan)
                .orElseThrow();
        return new String(text, UTF_8);
    }

    public FileDecryption decryption() {
        return decryption(MacCheck.REQUIRED);
    }

    public FileDecryption decryption(MacCheck check) {
        return new FileDecryption(service(), List.of("keys/identity.agekey (" + key.recipient() + ")"), check);
    }

    private Keychain service() {
        try {
            var age = new AgeKeyService(List.of(AgeIdentities.parse("test", key.secretKey())), random);
            return Keychain.empty().with(counted(age), MasterKey.Kind.AGE);
        } catch (AgeException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyService counted(KeyService service) {
        return new KeyService() {
            @Override
            public Opening open(MasterKey masterKey) {
                opened.incrementAndGet();
                return service.open(masterKey);
            }

            @Override
            public Wrapping wrap(MasterKey masterKey, byte[] secret) {
                return service.wrap(masterKey, secret);
            }
        };
    }
}
