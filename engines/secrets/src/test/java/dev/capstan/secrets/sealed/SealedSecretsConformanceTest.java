package dev.capstan.secrets.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The corpus that was made with the real kubeseal. */
class SealedSecretsConformanceTest {
    /** May rise, never fall. */
    private static final int RIGHT = 59;

    private final SecureRandom random = new SecureRandom();
    private final SecretTemplates templates = new SecretTemplates(random, Clock.systemUTC(), Limits.STANDARD);

    @Test
    void sealsAndUnsealsAsKubesealDoes() throws IOException {
        Path corpus = Path.of(System.getProperty("conformance.dir", "none"), "sealed-secrets");
        assumeTrue(Files.isDirectory(corpus), "the corpus is not here");

        List<String> wrong = new ArrayList<>();
        int right = 0;
        for (Path folder : cases(corpus)) {
            Optional<String> difference = difference(folder, corpus.resolve("keys"));
            right += difference.isEmpty() ? 1 : 0;
            difference.ifPresent(what -> wrong.add(folder.getFileName() + ": " + what));
        }

        wrong.forEach(System.out::println);
        System.out.println("Sealed Secrets corpus: " + right + " of " + (right + wrong.size()));
        assertThat(right).as(String.join("\n", wrong)).isGreaterThanOrEqualTo(RIGHT);
    }

    private static List<Path> cases(Path corpus) throws IOException {
        try (Stream<Path> folders = Files.list(corpus.resolve("cases"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("case.json")))
                    .sorted()
                    .toList();
        }
    }

    private Optional<String> difference(Path folder, Path keys) {
        try {
            YamlMap one = read(folder.resolve("case.json"));
            return switch (Objects.requireNonNull(one.getText("kind"))) {
                case "seal-unseal" -> sealed(folder, keys, one).or(() -> unsealed(folder, keys, one, "sealed.json"));
                case "unseal" -> unsealed(folder, keys, one, "sealed.json");
                case "unseal-fails" -> refused(folder, keys, one);
                case "seal-fails" -> sealFails(folder, keys);
                case "raw" -> raw(folder, keys, one);
                case "merge" -> merged(folder, keys, one);
                case "seal-yaml" -> yaml(folder, keys);
                default -> Optional.of("its kind is not known");
            };
        } catch (Exception e) {
            return Optional.of("breaks: " + e + " at " + Arrays.toString(e.getStackTrace()));
        }
    }

    private static YamlMap read(Path file) throws IOException {
        return (YamlMap) documents(file).getFirst();
    }

    private static List<YamlNode> documents(Path file) throws IOException {
        return YamlReader.readAll(file.toString(), Files.readAllBytes(file), dev.capstan.yaml.Limits.DEFAULT).stream()
                .map(YamlDocument::root)
                .toList();
    }

    private static UnsealingKeys keys(Path folder, YamlMap one) throws IOException, SealingException {
        var keys = UnsealingKeys.none();
        for (YamlNode name : Objects.requireNonNull(one.getList("keys"))) {
            keys = keys.and(name.toString(), Files.readAllBytes(folder.resolve(name + ".key")));
        }
        return keys;
    }

    private Sealer sealer(Path keys, String certificate) throws IOException, SealingException {
        return new Sealer(
                SealingCertificate.parse(Files.readAllBytes(keys.resolve(certificate))), random, Clock.systemUTC());
    }

    private Optional<String> unsealed(Path folder, Path keys, YamlMap one, String file) {
        try {
            return unsealed(read(folder.resolve(file)), folder, keys, one);
        } catch (IOException | SealingException e) {
            return Optional.of(e.toString());
        }
    }

    private Optional<String> unsealed(YamlMap sealed, Path folder, Path keys, YamlMap one)
            throws IOException, SealingException {
        return switch (UnsealedSecret.of(sealed, keys(keys, one), templates)) {
            case UnsealedSecret.Result.Refused refused -> Optional.of(refused.toString());
            case UnsealedSecret.Result.Secret secret ->
                same(secret.secret(), withoutNulls(read(folder.resolve("unsealed.json"))));
        };
    }

    /** The other program writes an empty value as null, ours as the empty text: the same bytes. */
    private static YamlMap withoutNulls(YamlMap secret) {
        return secret.get("data") instanceof YamlMap data
                ? secret.with("data", data.mapValues((_, value) -> isNull(value) ? YamlScalar.ofString("") : value))
                : secret;
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.isNull();
    }

    private Optional<String> refused(Path folder, Path keys, YamlMap one) throws IOException, SealingException {
        return UnsealedSecret.of(read(folder.resolve("sealed.json")), keys(keys, one), templates)
                        instanceof UnsealedSecret.Result.Refused
                ? Optional.empty()
                : Optional.of("was unsealed");
    }

    /** What the command line of a case said, which is in its name. */
    private static SealingRequest request(Path folder) {
        return switch (folder.getFileName().toString()) {
            case "cluster-wide_flag" ->
                new SealingRequest(Optional.of(SealingScope.CLUSTER_WIDE), Optional.empty(), false);
            case "ns-wide_flag" ->
                new SealingRequest(Optional.of(SealingScope.NAMESPACE_WIDE), Optional.empty(), false);
            case "scope_flag-strict-over-annotation" ->
                new SealingRequest(Optional.of(SealingScope.STRICT), Optional.empty(), false);
            case "strict_namespace-flag", "strict_namespace-mismatch" ->
                new SealingRequest(Optional.empty(), Optional.of("team-a"), false);
            case "ok_allow-empty" -> new SealingRequest(Optional.empty(), Optional.empty(), true);
            default -> SealingRequest.PLAIN;
        };
    }

    private Optional<String> sealed(Path folder, Path keys, YamlMap one) throws IOException, SealingException {
        YamlMap sealed = sealer(keys, "key1.crt").seal(read(folder.resolve("secret.json")), request(folder));
        return same(masked(sealed), read(folder.resolve("sealed-masked.json"))).or(() -> {
            try {
                return unsealed(sealed, folder, keys, one).map(difference -> "there and back " + difference);
            } catch (IOException | SealingException e) {
                return Optional.of(e.toString());
            }
        });
    }

    private static YamlMap masked(YamlMap sealed) {
        YamlMap spec = (YamlMap) Objects.requireNonNull(sealed.get("spec"));
        YamlMap items = (YamlMap) Objects.requireNonNull(spec.get("encryptedData"));
        return sealed.with(
                "spec", spec.with("encryptedData", items.mapValues((_, _) -> YamlScalar.ofString("<sealed>"))));
    }

    private Optional<String> sealFails(Path folder, Path keys) throws IOException {
        Path secret = folder.resolve("secret.json");
        String certificate = folder.endsWith("fail_expired-cert") ? "expired.crt" : "key1.crt";
        try {
            sealer(keys, certificate)
                    .seal(read(Files.exists(secret) ? secret : folder.resolve("secret.yaml")), request(folder));
            return Optional.of("was sealed");
        } catch (SealingException e) {
            return Optional.empty();
        }
    }

    private Optional<String> raw(Path folder, Path keys, YamlMap one) throws IOException, SealingException {
        byte[] value = Files.readAllBytes(folder.resolve("value.bin"));
        var scope =
                SealingScope.parse(Objects.requireNonNull(one.getText("scope"))).orElseThrow();
        String raw = sealer(keys, "key1.crt").raw(value, scope, "default", "app");
        YamlMap sealed = read(folder.resolve("sealed.json"));
        YamlMap spec = (YamlMap) Objects.requireNonNull(sealed.get("spec"));
        YamlMap ours = sealed.with("spec", spec.with("encryptedData", YamlMap.of("v", YamlScalar.ofString(raw))));
        return unsealed(ours, folder, keys, one).or(() -> unsealed(folder, keys, one, "sealed.json"));
    }

    private Optional<String> merged(Path folder, Path keys, YamlMap one) throws IOException, SealingException {
        YamlMap merged = sealer(keys, "key1.crt")
                .merge(read(folder.resolve("before.json")), read(folder.resolve("secret.json")));
        var before = same(masked(merged), masked(read(folder.resolve("sealed.json"))));
        return before.isPresent()
                ? before
                : unsealed(merged, folder, keys, one).or(() -> unsealed(folder, keys, one, "sealed.json"));
    }

    private Optional<String> yaml(Path folder, Path keys) throws IOException, SealingException {
        var expected = documents(folder.resolve("sealed.yaml"));
        var sealer = sealer(keys, "key1.crt");
        var sealed = new ArrayList<YamlNode>();
        for (YamlNode secret : documents(folder.resolve("secret.yaml"))) {
            sealed.add(masked(sealer.seal((YamlMap) secret, SealingRequest.PLAIN)));
        }
        return same(
                YamlList.of(sealed),
                YamlList.of(
                        expected.stream().map(node -> masked((YamlMap) node)).toList()));
    }

    private static Optional<String> same(YamlNode actual, YamlNode expected) {
        String mine = new String(Json.write(actual, Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
        String theirs = new String(Json.write(expected, Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
        return mine.equals(theirs) ? Optional.empty() : Optional.of("\n" + mine + "\ninstead of\n" + theirs);
    }
}
