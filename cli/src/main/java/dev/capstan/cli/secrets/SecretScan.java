package dev.capstan.cli.secrets;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.secrets.SecretFinding.Kind;
import dev.capstan.cli.sops.KeyDifference;
import dev.capstan.cli.sops.SopsConfigFile;
import dev.capstan.cli.sops.SopsSession;
import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.Metadata;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at files without opening any: says of whom each is, which rule it follows, and what should be encrypted and is not. */
final class SecretScan {
    private static final int LARGEST = 64 << 20;
    private static final Sops WITHOUT_KEYS = new Sops(Keychain.empty());
    private static final String ENCRYPTED = "ENC[AES256_GCM,";

    private final SopsSession session;
    private final Clock clock;
    private final Map<Path, CreationRules> rules = new HashMap<>();

    SecretScan(SopsSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** An encrypted text as it is on the disk. */
    record Encrypted(SopsText text, Metadata metadata) {}

    /** What there is to say of a file; empty when it neither is encrypted nor should be. */
    Optional<SecretFile> look(Path folder, Path path) {
        Path file = folder.resolve(path);
        byte[] bytes = bytes(file);
        Optional<SopsConfigFile> config = session.configs().forFile(file);
        Optional<String> rule = ruleOf(file);
        String name = path.toString().replace('\\', '/');
        var findings = new ArrayList<SecretFinding>();
        Optional<Encrypted> encrypted = encrypted(name, bytes);
        if (encrypted.isPresent()) {
            config.ifPresent(known -> findings.addAll(compared(known, file, encrypted.get())));
            due(encrypted.get().metadata()).ifPresent(findings::add);
            findings.addAll(PlainSecrets.leftPlain(name, bytes));
        } else if (looksEncrypted(name, bytes)) {
            findings.add(new SecretFinding(
                    Kind.UNREADABLE, 0, "it has encrypted values and no sops metadata that can be read"));
        } else {
            findings.addAll(PlainSecrets.in(name, bytes));
            if (config.filter(known -> rulesOf(known).demands(known.pathOf(file)))
                    .isPresent()) {
                findings.add(new SecretFinding(Kind.NOT_ENCRYPTED, 0, "a rule is for it, and it is not encrypted"));
            }
        }
        return encrypted.isPresent() || !findings.isEmpty()
                ? Optional.of(new SecretFile(name, encrypted.map(Encrypted::metadata), rule, findings))
                : Optional.empty();
    }

    static byte[] bytes(Path file) {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(LARGEST);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The path of the rule for a file, as the nearest configuration has it. */
    Optional<String> ruleOf(Path file) {
        return session.configs().forFile(file).flatMap(config -> rulesOf(config).matching(config.pathOf(file)));
    }

    private CreationRules rulesOf(SopsConfigFile config) {
        return rules.computeIfAbsent(config.path(), path -> CreationRules.of(path.toString(), config.text()));
    }

    /** A file as what it is encrypted, in the format of its name, else in any other. */
    static Optional<Encrypted> encrypted(String name, byte[] bytes) {
        if (!new String(bytes, StandardCharsets.ISO_8859_1).contains("sops")) {
            return Optional.empty();
        }
        SopsFormat named = SopsFormat.ofFile(name);
        return Stream.concat(Stream.of(named), EnumSet.complementOf(EnumSet.of(named)).stream())
                .map(format -> new SopsText(name, format, bytes))
                .flatMap(text -> WITHOUT_KEYS.metadata(text) instanceof Outcome.Done<Metadata> done
                        ? Stream.of(new Encrypted(text, done.value()))
                        : Stream.empty())
                .findFirst();
    }

    private static boolean looksEncrypted(String name, byte[] bytes) {
        return SopsFormat.ofFile(name) != SopsFormat.BINARY
                && new String(bytes, StandardCharsets.ISO_8859_1).contains(ENCRYPTED);
    }

    private List<SecretFinding> compared(SopsConfigFile config, Path file, Encrypted encrypted) {
        Outcome<Optional<EncryptionPlan>> planned =
                config.config().planFor(config.pathOf(file), session.texts(), Map.of());
        return switch (planned) {
            case Outcome.Done<Optional<EncryptionPlan>> done ->
                done.value().map(plan -> compared(encrypted, plan)).orElse(List.of());
            case Outcome.Refused<Optional<EncryptionPlan>> refused ->
                List.of(
                        refused.failure() instanceof SecretsFailure.NoMatchingRule
                                ? new SecretFinding(Kind.NO_RULE, 0, "no creation rule is for it any longer")
                                : new SecretFinding(
                                        Kind.NO_RULE, 0, refused.failure().message()));
        };
    }

    private static List<SecretFinding> compared(Encrypted encrypted, EncryptionPlan plan) {
        var findings = new ArrayList<SecretFinding>();
        var metadata = encrypted.metadata();
        if (!KeyDifference.of(metadata, plan).isNone()) {
            findings.add(new SecretFinding(Kind.OTHER_KEYS, 0, "it has other keys than its rule says"));
        }
        Selection wanted = plan.selection().orElse(Selection.DEFAULT);
        if (encrypted.text().format() != SopsFormat.BINARY
                && !metadata.selection().equals(wanted)) {
            findings.add(new SecretFinding(
                    Kind.OTHER_SELECTION,
                    0,
                    "it has " + shown(metadata.selection()) + ", and its rule says " + shown(wanted)));
        }
        return findings;
    }

    private static String shown(Selection selection) {
        return selection.rule().key() + ": " + selection.pattern();
    }

    private Optional<SecretFinding> due(Metadata metadata) {
        return metadata.groups().stream()
                .flatMap(group -> group.keys().stream())
                .filter(key -> key.isDue(clock.instant()))
                .findFirst()
                .map(key -> new SecretFinding(
                        Kind.KEY_DUE, 0, "the key " + key.name() + " is older than half a year: rotate the file"));
    }
}
