package dev.capstan.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which settings the sources of the modules read, by the names of environment variables. */
final class Settings {
    private static final Pattern PROPERTY = Pattern.compile("@ConfigProperty\\(\\s*name = \"([a-z.-]+)\"");
    private static final Pattern CONSTANT = Pattern.compile("\"(capstan\\.[a-z.-]+)\"");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.-]+)\"\\)");
    private static final Pattern METHOD = Pattern.compile("\\b([a-z][A-Za-z0-9]*)\\(\\);");
    private static final Pattern PORT = Pattern.compile("@WithDefault\\(\"(\\d+)\"\\)\\s+int [a-zA-Z]*[pP]ort\\(\\)");

    private final Set<String> single = new HashSet<>();
    private final Map<String, Set<String>> mapped = new HashMap<>();
    private final Set<Integer> ports = new HashSet<>();

    Settings() {
        try (Stream<Path> modules = Files.list(Installation.ROOT)) {
            for (Path module : modules.filter(it -> Files.isDirectory(it.resolve("src/main/java")))
                    .toList()) {
                read(module.resolve("src/main/java"));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void read(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                for (Pattern pattern : List.of(PROPERTY, CONSTANT)) {
                    groups(pattern, text).map(Settings::variable).forEach(single::add);
                }
                groups(MAPPING, text)
                        .forEach(prefix -> groups(METHOD, text)
                                .map(method -> method.replaceAll("([A-Z])", "-$1"))
                                .map(Settings::variable)
                                .forEach(mapped.computeIfAbsent(variable(prefix), _ -> new HashSet<>())::add));
                groups(PORT, text).map(Integer::valueOf).forEach(ports::add);
            }
        }
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Whether something reads the variable. */
    boolean has(String variable) {
        return single.contains(variable)
                || mapped.entrySet().stream()
                        .anyMatch(mapping -> variable.startsWith(mapping.getKey() + "_")
                                && isPath(variable.substring(mapping.getKey().length() + 1), mapping.getValue()));
    }

    /** Whether the rest is made of names of a mapping. */
    private static boolean isPath(String rest, Set<String> names) {
        return names.contains(rest)
                || names.stream()
                        .anyMatch(name ->
                                rest.startsWith(name + "_") && isPath(rest.substring(name.length() + 1), names));
    }

    /** Whether a program with that environment listens to the port. */
    boolean listensTo(int port, Map<String, String> environment) {
        return ports.contains(port)
                || environment.entrySet().stream()
                        .anyMatch(variable -> variable.getKey().matches(".*_PORT|.*_PORT_HEALTH|.*_ADDRESS")
                                && variable.getValue().matches("(.*:)?" + port));
    }
}
