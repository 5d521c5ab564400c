package dev.capstan.secrets.sops;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One folder of the corpus that was made with the real program. */
record SopsCase(
        Path folder, Path keys, String kind, String format, List<String> keyNames, List<String> args, int exit) {
    static SopsCase read(Path folder, Path keys) throws IOException {
        var json = (YamlMap) Json.read("case.json", Files.readAllBytes(folder.resolve("case.json")), Limits.DEFAULT);
        return new SopsCase(
                folder,
                keys,
                Objects.requireNonNull(json.getText("kind")),
                Objects.requireNonNull(json.getText("format")),
                texts(Objects.requireNonNull(json.getList("keys"))),
                texts(Objects.requireNonNull(json.getList("args"))),
                Integer.parseInt(Objects.requireNonNull(json.getText("exit"))));
    }

    private static List<String> texts(YamlList list) {
        var texts = new ArrayList<String>();
        for (YamlNode item : list) {
            texts.add(item.toString());
        }
        return List.copyOf(texts);
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** What differs from what the real program did; empty when nothing does. */
    Optional<String> difference() throws Exception {
        return switch (kind) {
            case "decrypt" -> decrypt().or(this::encrypted);
            case "decrypt-fails" ->
                refused(new Sops(TestKeys.of(keys, keyNames)).decrypt(encrypted("encrypted"), MacCheck.REQUIRED));
            case "extract" -> extract();
            case "convert" -> convert();
            case "set", "unset" -> set();
            case "creation-rule" -> new CreationRuleCase(this).difference();
            case "kms-wire" -> new KmsWireCase(this).difference();
            default -> Optional.of("the kind " + kind + " is not known");
        };
    }

    SopsText encrypted(String begin) throws IOException {
        return new SopsText(
                file(begin).getFileName().toString(), SopsFormat.ofName(format), Files.readAllBytes(file(begin)));
    }

    Path file(String begin) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(begin + "."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    boolean has(String begin) {
        try {
            return Files.exists(file(begin));
        } catch (java.util.NoSuchElementException | IOException e) {
            return false;
        }
    }

    private MacCheck check() {
        return args.contains("--ignore-mac") ? MacCheck.IGNORED : MacCheck.REQUIRED;
    }

    private Optional<String> decrypt() throws IOException {
        return same(new Sops(TestKeys.of(keys, keyNames)).decrypt(encrypted("encrypted"), check()), file("decrypted"));
    }

    private Optional<String> encrypted() {
        return has("plain") && has("skeleton") ? new EncryptionCase(this).difference() : Optional.empty();
    }

    private Optional<String> extract() throws IOException {
        var outcome = new Sops(TestKeys.of(keys, keyNames))
                .extract(encrypted("encrypted"), check(), args.get(1), SopsFormat.ofName(format));
        return exit == 0 ? same(outcome, file("stdout")) : refused(outcome);
    }

    private Optional<String> convert() throws IOException {
        int input = args.indexOf("--input-type");
        var text = encrypted("encrypted");
        var outcome = new Sops(TestKeys.of(keys, keyNames))
                .decrypt(
                        input < 0
                                ? text
                                : new SopsText(text.file(), SopsFormat.ofName(args.get(input + 1)), text.text()),
                        check(),
                        SopsFormat.ofName(args.get(args.indexOf("--output-type") + 1)));
        return exit == 0 ? same(outcome, file("stdout")) : refused(outcome);
    }

    private Optional<String> set() throws IOException {
        var sops = new Sops(TestKeys.of(keys, keyNames));
        var text = encrypted("encrypted");
        boolean idempotent = args.contains("--idempotent");
        var words = args.stream().filter(word -> !word.startsWith("--")).toList();
        var edited = kind.equals("set")
                ? sops.set(text, check(), words.get(0), words.get(1).getBytes(StandardCharsets.UTF_8))
                : idempotent ? sops.unsetIfThere(text, check(), words.get(0)) : sops.unset(text, check(), words.get(0));
        if (exit != 0) {
            return refused(edited);
        }
        var after = edited.then(done -> sops.decrypt(new SopsText(text.file(), text.format(), done.text()), check()));
        return same(after, file("decrypted"));
    }

    private Optional<String> refused(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> _ -> Optional.of("was done, and should be refused with " + exit);
            case Outcome.Refused<?> refused ->
                refused.failure().exitCode() == exit
                        ? Optional.empty()
                        : Optional.of("refused with " + refused.failure().exitCode() + " instead of " + exit + ": "
                                + refused.failure().message());
        };
    }

    static Optional<String> same(Outcome<byte[]> outcome, Path expected) throws IOException {
        return switch (outcome) {
            case Outcome.Refused<byte[]> refused ->
                Optional.of("refused: " + refused.failure().message());
            case Outcome.Done<byte[]> done ->
                same(
                        new String(done.value(), StandardCharsets.ISO_8859_1),
                        Files.readString(expected, StandardCharsets.ISO_8859_1));
        };
    }

    static Optional<String> same(String actual, String expected) {
        return actual.equals(expected) ? Optional.empty() : Optional.of("\n" + actual + "\ninstead of\n" + expected);
    }
}
