package dev.capstan.kustomization.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.age.AgeKeyService;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key of age as it stands in a Secret, and files for it. */
public final class EncryptedSources {
    private final SecureRandom random = new SecureRandom();
    private final AgeIdentities.Generated key = AgeIdentities.generate(random);

    public String recipient() {
        return key.recipient();
    }

    /** As {@code age-keygen} writes it. */
    public String identityFile() {
        return "# created: 2026-11-29T10:00:00Z\n# public key: %s\n%s\n".formatted(key.recipient(), key.secretKey());
    }

    public String secretKey() {
        return key.secretKey();
    }

    public Map<String, byte[]> entries() {
        return Map.of("identity.agekey", identityFile().getBytes(UTF_8));
    }

    /** The manifest of a Secret, its values encrypted. */
    public String secret(String name, String password) {
        return secretFor(name, password, key.recipient());
    }

    /** The same for other recipients. */
    public String secretFor(String name, String password, String... recipients) {
        return encrypt(
                name + ".yaml",
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\nstringData:\n  password: %s\n"
                        .formatted(name, password),
                Optional.of(new Selection(Selection.Rule.ENCRYPTED_REGEX, "^(data|stringData)$")),
                recipients);
    }

    /** Any file, everything in it encrypted. */
    public String file(String name, String plain) {
        return encrypt(name, plain, Optional.empty(), key.recipient());
    }

    private String encrypt(String file, String plain, Optional<Selection> selection, String... recipients) {
        var group = new KeyGroup(Arrays.stream(recipients)
                .<MasterKey>map(recipient -> new MasterKey.Age(recipient, ""))
                .toList());
        var keys = Keychain.empty().with(new AgeKeyService(List.of(), random), MasterKey.Kind.AGE);
        byte[] text = new Sops(keys)
                .encrypt(
                        SopsText.of(file, plain.getBytes(UTF_8)),
                        new EncryptionPlan(List.of(group), 0, selection, false))
                .orElseThrow();
        return new String(text, UTF_8);
    }
}
