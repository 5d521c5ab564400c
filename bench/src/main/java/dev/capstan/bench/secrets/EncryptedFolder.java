package dev.capstan.bench.secrets;

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
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kustomization of Secrets, one in each file, all encrypted for one recipient of age. */
final class EncryptedFolder {
    /** How many Secrets there are. */
    static final int FILES = 1000;

    private final SecureRandom random = new SecureRandom();
    private final AgeIdentities.Generated key = AgeIdentities.generate(random);

    /** The private key. */
    KeyService keys() {
        try {
            var identities = AgeIdentities.parse("key", key.secretKey());
            return Keychain.empty().with(new AgeKeyService(List.of(identities), random), MasterKey.Kind.AGE);
        } catch (AgeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files in plain, by name. */
    static Map<String, String> plain() {
        Map<String, String> files = new LinkedHashMap<>();
        var kustomization = new StringBuilder("resources:\n");
        for (int i = 0; i < FILES; i++) {
            files.put("secret-" + i + ".yaml", secret(i));
            kustomization.append("- secret-").append(i).append(".yaml\n");
        }
        files.put("kustomization.yaml", kustomization.toString());
        return files;
    }

    private static String secret(int number) {
        return """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: secret-%1$d
                  namespace: apps
                stringData:
                  user: user-%1$d
                  password: correct-horse-battery-staple-%1$d
                  url: postgres://db-%1$d.example.com:5432/app?sslmode=verify-full
                  config.yaml: |
                    number: %1$d
                    log: {level: info}
                """.formatted(number);
    }

    /** The same files, the Secrets encrypted. */
    Map<String, String> encrypted() {
        var sops = new Sops(keys());
        var plan = new EncryptionPlan(
                List.of(new KeyGroup(List.of(new MasterKey.Age(key.recipient(), "")))),
                0,
                Optional.of(new Selection(Selection.Rule.ENCRYPTED_REGEX, "^(data|stringData)$")),
                false);
        Map<String, String> files = plain();
        files.replaceAll((name, text) -> name.equals("kustomization.yaml")
                ? text
                : new String(
                        sops.encrypt(SopsText.of(name, text.getBytes(UTF_8)), plan)
                                .orElseThrow(),
                        UTF_8));
        return files;
    }

    /** Writes it for other programs: the folder to be made, and {@code keys.txt} in it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        var made = new EncryptedFolder();
        for (Map.Entry<String, String> file : made.encrypted().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("keys.txt"), made.key.secretKey() + "\n");
    }
}
