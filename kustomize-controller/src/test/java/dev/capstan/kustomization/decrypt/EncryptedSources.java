package dev.capstan.kustomization.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.age.AgeKeyService;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.kms.GivenCredentials;
import dev.capstan.secrets.kms.KmsEndpoints;
import dev.capstan.secrets.kms.KmsKeyService;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key of age as it stands in a Secret, and files for it. */
public final class EncryptedSources {
    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\nstringData:\n  password: %s\n";
    private static final Optional<Selection> VALUES =
            Optional.of(new Selection(Selection.Rule.ENCRYPTED_REGEX, "^(data|stringData)$"));

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
        return encrypt(name + ".yaml", SECRET.formatted(name, password), VALUES, recipients);
    }

    /** Any file, everything in it encrypted. */
    public String file(String name, String plain) {
        return encrypt(name, plain, Optional.empty(), key.recipient());
    }

    /** The manifest of a Secret, its values encrypted with a key of the Vault at an address; {@link FakeVault} has that key. */
    public String secretInVault(String name, String password, String address) {
        var credentials = GivenCredentials.none().withVault("token");
        var service = new KmsKeyService(new FakeVault(), credentials, KmsEndpoints.PUBLIC, Clock.systemUTC());
        var key =
                new MasterKey.VaultTransit(address, "transit", "app", OffsetDateTime.parse("2026-11-29T10:00:00Z"), "");
        return encrypt(
                name + ".yaml",
                SECRET.formatted(name, password),
                VALUES,
                Keychain.empty().with(service, MasterKey.Kind.VAULT_TRANSIT),
                List.of(key));
    }

    private String encrypt(String file, String plain, Optional<Selection> selection, String... recipients) {
        return encrypt(
                file,
                plain,
                selection,
                Keychain.empty().with(new AgeKeyService(List.of(), random), MasterKey.Kind.AGE),
                Arrays.stream(recipients)
                        .<MasterKey>map(recipient -> new MasterKey.Age(recipient, ""))
                        .toList());
    }

    private static String encrypt(
            String file, String plain, Optional<Selection> selection, Keychain keys, List<MasterKey> masters) {
        byte[] text = new Sops(keys)
                .encrypt(
                        SopsText.of(file, plain.getBytes(UTF_8)),
                        new EncryptionPlan(List.of(new KeyGroup(masters)), 0, selection, false))
                .orElseThrow();
        return new String(text, UTF_8);
    }
}
