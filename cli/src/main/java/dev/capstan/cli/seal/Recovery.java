package dev.capstan.cli.seal;

import dev.capstan.cli.CommandFailure;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.secrets.sealed.SecretTemplates;
import dev.capstan.secrets.sealed.UnsealedSecret;
import dev.capstan.secrets.sealed.UnsealingKeys;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Opens SealedSecrets without a controller, with its private keys. */
final class Recovery {
    private final SealFiles files;
    private final List<Path> keys;

    Recovery(SealFiles files, List<Path> keys) {
        this.files = files;
        this.keys = List.copyOf(keys);
    }

    /** Prints the Secrets of the input; all are opened, or nothing is printed. */
    void unseal() {
        if (keys.isEmpty()) {
            throw new CommandFailure("--recovery-unseal needs --recovery-private-key", 2);
        }
        try {
            UnsealingKeys all = UnsealingKeys.none();
            for (Path file : keys) {
                all = with(all, file);
            }
            var templates = new SecretTemplates(new SecureRandom(), Clock.systemUTC(), Limits.STANDARD);
            var secrets = new ArrayList<YamlMap>();
            for (YamlMap sealed : files.objects()) {
                secrets.add(secret(UnsealedSecret.of(sealed, all, templates)));
            }
            files.writeObjects(secrets);
        } catch (SealingException e) {
            throw new CommandFailure("Cannot unseal: " + e.problem());
        }
    }

    private static YamlMap secret(UnsealedSecret.Result result) {
        return switch (result) {
            case UnsealedSecret.Result.Secret unsealed -> unsealed.secret();
            case UnsealedSecret.Result.Refused refused ->
                throw new CommandFailure(refused.problems().entrySet().stream()
                        .map(problem -> problem.getKey() + ": " + problem.getValue())
                        .collect(Collectors.joining("; ", "Cannot unseal: ", "")));
        };
    }

    private static UnsealingKeys with(UnsealingKeys keys, Path file) throws SealingException {
        byte[] text = SealFiles.read(file);
        if (new String(text, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----")) {
            return keys.and(file.toString(), text);
        }
        UnsealingKeys all = keys;
        for (YamlMap object : SealFiles.objects(file.toString(), text)) {
            for (YamlMap secret : secrets(object)) {
                all = all.and(file.toString(), pem(file, secret));
            }
        }
        return all;
    }

    private static List<YamlMap> secrets(YamlMap object) {
        if (!(object.get("items") instanceof YamlList items)) {
            return List.of(object);
        }
        var secrets = new ArrayList<YamlMap>();
        for (YamlNode item : items) {
            if (item instanceof YamlMap secret) {
                secrets.add(secret);
            }
        }
        return secrets;
    }

    private static byte[] pem(Path file, YamlMap secret) {
        YamlMap data = secret.getMap("data");
        String key = data == null ? null : data.getText("tls.key");
        if (key == null) {
            throw new CommandFailure(
                    file + " holds a Secret without data.tls.key, which is not one of the controller's");
        }
        try {
            return Base64.getDecoder().decode(key.strip());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(file + ": data.tls.key is not base64");
        }
    }
}
