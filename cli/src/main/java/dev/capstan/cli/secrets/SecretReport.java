package dev.capstan.cli.secrets;

import dev.capstan.cli.terminal.Table;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Metadata;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of the files of a folder. */
record SecretReport(List<SecretFile> files) {
    private static final int SHOWN_OF_KEY = 16;

    SecretReport {
        files = List.copyOf(files);
    }

    long encrypted() {
        return files.stream().filter(SecretFile::isEncrypted).count();
    }

    int findings() {
        return files.stream().mapToInt(file -> file.findings().size()).sum();
    }

    /** A table, and below it what is to be mended. */
    List<String> lines(Instant now) {
        var table = new Table(List.of("FILE", "STATE", "KEYS", "KEY AGE", "MODIFIED", "RULE", "FINDINGS"));
        for (SecretFile file : files) {
            table.add(List.of(
                    file.path(),
                    file.isEncrypted() ? "encrypted" : "plain",
                    file.keys().stream().map(SecretReport::shortened).collect(Collectors.joining(", ")),
                    file.oldestKey().map(time -> days(time, now)).orElse("-"),
                    file.metadata()
                            .map(Metadata::lastModified)
                            .map(time -> days(time, now))
                            .orElse("-"),
                    file.rule()
                            .map(pattern -> pattern.isEmpty() ? "(all)" : pattern)
                            .orElse("-"),
                    file.findings().isEmpty()
                            ? "-"
                            : String.valueOf(file.findings().size())));
        }
        var lines = new ArrayList<String>(table.isEmpty() ? List.of() : table.lines());
        lines.add((table.isEmpty() ? "" : "\n") + encrypted() + " encrypted files, " + findings() + " findings");
        files.forEach(
                file -> file.findings().forEach(finding -> lines.add("  " + file.path() + ": " + finding.shown())));
        return List.copyOf(lines);
    }

    private static String days(OffsetDateTime time, Instant now) {
        return Duration.between(time.toInstant(), now).toDays() + "d";
    }

    private static String shortened(MasterKey key) {
        String name = key.name();
        return name.length() <= SHOWN_OF_KEY ? name : name.substring(0, SHOWN_OF_KEY) + "…";
    }

    /** The same for programs. */
    String json() {
        var list = files.stream().map(SecretReport::json).toList();
        var report = YamlMap.builder()
                .put("files", YamlList.of(list))
                .put("encrypted", YamlScalar.ofInt(encrypted()))
                .put("findings", YamlScalar.ofInt(findings()))
                .build();
        return new String(Json.write(report, Dialect.KUBERNETES), StandardCharsets.UTF_8);
    }

    private static YamlMap json(SecretFile file) {
        var map = YamlMap.builder()
                .put("path", YamlScalar.ofString(file.path()))
                .put("encrypted", YamlScalar.ofBool(file.isEncrypted()))
                .put(
                        "keys",
                        YamlList.of(file.keys().stream().map(SecretReport::json).toList()))
                .put(
                        "findings",
                        YamlList.of(
                                file.findings().stream().map(SecretReport::json).toList()));
        file.metadata().ifPresent(known -> map.put("lastModified", YamlScalar.ofString(known.lastModifiedText())));
        file.rule().ifPresent(pattern -> map.put("rule", YamlScalar.ofString(pattern)));
        return map.build();
    }

    private static YamlMap json(MasterKey key) {
        var map = YamlMap.builder()
                .put("kind", YamlScalar.ofString(key.kind().key()))
                .put("name", YamlScalar.ofString(key.name()));
        key.created().ifPresent(time -> map.put("createdAt", YamlScalar.ofString(Metadata.time(time))));
        return map.build();
    }

    private static YamlMap json(SecretFinding finding) {
        return YamlMap.builder()
                .put("kind", YamlScalar.ofString(finding.kind().code()))
                .put("line", YamlScalar.ofInt(finding.line()))
                .put("text", YamlScalar.ofString(finding.text()))
                .build();
    }
}
