package dev.capstan.secrets.sops;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.format.FormatException;
import dev.capstan.secrets.format.Indents;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.rules.KeyTexts;
import dev.capstan.secrets.rules.SopsConfig;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which metadata a file gets by the rules of a {@code .sops.yaml}. */
record CreationRuleCase(SopsCase one) {
    Optional<String> difference() throws IOException {
        var expected = (YamlMap) json(Files.readAllBytes(one.folder().resolve("expected.json")));
        String file = one.args().getFirst();
        Outcome<byte[]> outcome = SopsConfig.parse(
                        ".sops.yaml", Files.readAllBytes(one.folder().resolve("dot-sops.yaml")))
                .then(config -> config.planFor(file, new KeyTexts(Clock.systemUTC()), Map.of()))
                .then(plan -> encrypted(file, plan.orElseThrow()));
        return switch (outcome) {
            case Outcome.Refused<byte[]> refused ->
                refused.failure().exitCode() == one.exit()
                        ? Optional.empty()
                        : Optional.of("refused: " + refused.failure().message());
            case Outcome.Done<byte[]> done
            when one.exit() == 0 -> {
                var metadata = metadata(file, done.value());
                yield SopsCase.same(text(masked(metadata, "")), text(Objects.requireNonNull(expected.get("metadata"))));
            }
            case Outcome.Done<byte[]> _ -> Optional.of("was done, and should be refused");
        };
    }

    private Outcome<byte[]> encrypted(String file, EncryptionPlan plan) {
        try {
            byte[] plain = Files.readAllBytes(one.folder().resolve("plain.txt"));
            return new Sops(TestKeys.of(one.keys(), List.of("pgp-rsa", "pgp-curve25519")))
                    .encrypt(SopsText.of(file, plain), plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file says of itself, as it is written in its format. */
    private static YamlMap metadata(String file, byte[] text) {
        try {
            var store = SopsFormat.ofFile(file).store(Indents.DEFAULT);
            var document = store.readEncrypted(file, text).getFirst();
            var mine = document.get("sops").isPresent()
                    ? (Mapping) document.get("sops").get()
                    : Mapping.of(document.pairs()
                            .filter(pair -> pair.key().startsWith("sops_"))
                            .toList());
            return (YamlMap) json(SopsFormat.JSON.store(Indents.DEFAULT).write(List.of(mine)));
        } catch (FormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private static YamlNode json(byte[] text) {
        return Json.read("json", text, Limits.DEFAULT);
    }

    private static String text(YamlNode node) {
        return new String(Json.write(node, Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
    }

    private static YamlNode masked(YamlNode node, String key) {
        return switch (node) {
            case YamlMap map -> map.mapValues((name, value) -> masked(value, name));
            case YamlList list -> list.map(item -> masked(item, key));
            case YamlScalar scalar ->
                switch (key.replaceAll(".*__map_|^sops_", "")) {
                    case "enc" -> YamlScalar.ofString("<enc>");
                    case "mac" -> YamlScalar.ofString("<mac>");
                    case "version" -> YamlScalar.ofString("<version>");
                    case "lastmodified", "created_at" -> YamlScalar.ofString("<time>");
                    default -> scalar;
                };
        };
    }
}
