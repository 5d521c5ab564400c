package dev.capstan.kustomizationbuild.decrypt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.kustomizationbuild.decrypt.FileDecryption.Opening;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.sops.SopsText;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tells encrypted texts from others, and opens them. */
final class EncryptedText {
    private static final String MARKER = "sops";
    private static final String CIPHER_TEXT = "ENC[";

    private final FileDecryption decryption;

    EncryptedText(FileDecryption decryption) {
        this.decryption = decryption;
    }

    /**
     * Opens a text; empty when it is not encrypted, or says itself that it is to be left alone.
     *
     * @param file its name, which says the format, and is in messages
     */
    Optional<Opening> open(String file, byte[] text) {
        return switch (candidate(file, text).orElse(null)) {
            case null -> Optional.empty();
            case YAML -> openYaml(file, text);
            case SopsFormat other -> openWhole(new SopsText(file, other, text));
        };
    }

    /** Whether it is worth a closer look. */
    static boolean mayBeEncrypted(String file, byte[] text) {
        return candidate(file, text).isPresent();
    }

    /** Whether {@link #open} would try to open it. Needs no key. */
    boolean isEncrypted(String file, byte[] text) {
        return switch (candidate(file, text).orElse(null)) {
            case null -> false;
            case YAML ->
                YamlParts.of(new String(text, UTF_8)).stream()
                        .anyMatch(part -> identity(part).isPresent());
            case SopsFormat other -> decryption.isEncrypted(new SopsText(file, other, text));
        };
    }

    /** The format of what may be encrypted; empty for what cannot be. */
    private static Optional<SopsFormat> candidate(String file, byte[] text) {
        // Every byte is a character here, so that nothing gets lost in files that are not text.
        String shown = new String(text, ISO_8859_1);
        return shown.contains(MARKER) && shown.contains(CIPHER_TEXT)
                ? Optional.of(format(file, shown))
                : Optional.empty();
    }

    /** By the name; where that says nothing, as for env files of any name, by the place where the metadata are. */
    private static SopsFormat format(String file, String text) {
        SopsFormat named = file.endsWith(".dockerconfigjson") ? SopsFormat.JSON : SopsFormat.ofFile(file);
        if (named != SopsFormat.BINARY || text.stripLeading().startsWith("{")) {
            return named;
        }
        if (("\n" + text).contains("\nsops_mac=")) {
            return SopsFormat.DOTENV;
        }
        if (("\n" + text).contains("\nsops:")) {
            return SopsFormat.YAML;
        }
        return ("\n" + text).contains("\n[sops]") ? SopsFormat.INI : named;
    }

    private Optional<Opening> openWhole(SopsText text) {
        return decryption.isEncrypted(text) ? Optional.of(decryption.open(text)) : Optional.empty();
    }

    /** Files of which each document is plain, encrypted by itself or encrypted together with others. */
    private Optional<Opening> openYaml(String file, byte[] text) {
        List<String> parts = YamlParts.of(new String(text, UTF_8));
        var identities = new ArrayList<Optional<String>>();
        for (String part : parts) {
            identities.add(identity(part));
        }
        List<String> distinct =
                identities.stream().flatMap(Optional::stream).distinct().toList();
        if (distinct.isEmpty()) {
            return Optional.empty();
        }
        boolean isOneFile = distinct.size() == 1
                && IntStream.range(0, parts.size())
                        .allMatch(i -> identities.get(i).isPresent() || YamlParts.isBlank(parts.get(i)));
        return Optional.of(
                isOneFile
                        ? decryption.open(new SopsText(file, SopsFormat.YAML, text))
                        : openParts(file, parts, identities));
    }

    private Opening openParts(String file, List<String> parts, List<Optional<String>> identities) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            int place = i;
            identities
                    .get(i)
                    .ifPresent(it ->
                            groups.computeIfAbsent(it, _ -> new ArrayList<>()).add(place));
        }
        var opened = new ArrayList<>(parts);
        for (List<Integer> group : groups.values()) {
            var joined = new StringBuilder();
            group.forEach(place -> joined.append(YamlParts.begun(parts.get(place))));
            switch (decryption.open(
                    new SopsText(file, SopsFormat.YAML, joined.toString().getBytes(UTF_8)))) {
                case Opening.Refused refused -> {
                    return refused;
                }
                case Opening.Opened(var plain) -> {
                    List<String> plains = YamlParts.of(new String(plain, UTF_8));
                    if (plains.size() != group.size()) {
                        return new Opening.Refused(
                                "decryption failed: " + file
                                        + ": its documents cannot be told from each other; put each encrypted one into a file of its own");
                    }
                    for (int i = 0; i < plains.size(); i++) {
                        opened.set(group.get(i), YamlParts.begun(plains.get(i)));
                    }
                }
            }
        }
        return new Opening.Opened(String.join("", opened).getBytes(UTF_8));
    }

    /** What the documents of one encrypted file have in common; empty when the document is to be left as it is. */
    private static Optional<String> identity(String part) {
        if (!part.contains(MARKER)) {
            return Optional.empty();
        }
        try {
            var documents = YamlReader.readAll("", part.getBytes(UTF_8), Limits.DEFAULT);
            if (documents.size() != 1 || !(documents.getFirst().root() instanceof YamlMap document)) {
                return Optional.empty();
            }
            YamlMap block = document.getMap(MARKER);
            return block != null && (block.has("mac") || block.has("lastmodified")) && !DecryptSwitch.isOff(document)
                    ? Optional.of(block.getText("lastmodified") + " " + block.getText("mac"))
                    : Optional.empty();
        } catch (YamlSyntaxException notYaml) {
            // Whoever reads the file as YAML says what is wrong, and where.
            return Optional.empty();
        }
    }
}
