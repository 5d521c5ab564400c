package dev.capstan.argo.health.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules that come with the engine, in files beside {@code rules/index.txt}, which says which file has the kinds of
 * a group. A file is read when an object of one of its groups is first seen. A kind of its own goes before {@code
 * group/*}, and that before {@code *.group/*}.
 */
public final class ShippedRules {

    private static final String FOLDER = "/dev/capstan/argo/health/rules/";
    private static final ShippedRules INSTANCE = new ShippedRules();

    /** The file of each group; a group that begins with {@code *.} stands for all that end so. */
    private final Map<String, String> files = new HashMap<>();

    private final Map<String, Map<String, KindRules>> read = new ConcurrentHashMap<>();

    private ShippedRules() {
        text("index.txt").lines().map(line -> line.split(" ", 2)).forEach(line -> files.put(line[0], line[1]));
    }

    public static ShippedRules instance() {
        return INSTANCE;
    }

    /** The rules for a kind, empty when there are none. */
    public Optional<KindRules> find(String group, String kind) {
        return lookUp(group, group + "/" + kind)
                .or(() -> lookUp(group, group + "/*"))
                .or(() -> ofWiderGroup(group));
    }

    private Optional<KindRules> ofWiderGroup(String group) {
        for (int dot = group.indexOf('.'); dot >= 0; dot = group.indexOf('.', dot + 1)) {
            String pattern = "*" + group.substring(dot);
            Optional<KindRules> found = lookUp(pattern, pattern + "/*");
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<KindRules> lookUp(String group, String key) {
        return Optional.ofNullable(files.get(group))
                .map(file -> read.computeIfAbsent(file, ShippedRules::rules))
                .flatMap(rules -> Optional.ofNullable(rules.get(key)));
    }

    private static Map<String, KindRules> rules(String file) {
        try {
            return RuleFile.read(file, text(file).getBytes(StandardCharsets.UTF_8));
        } catch (RuleSyntaxException fault) {
            throw new IllegalStateException("A rule file of the engine is broken", fault);
        }
    }

    private static String text(String file) {
        try (InputStream stream = ShippedRules.class.getResourceAsStream(FOLDER + file)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + FOLDER + file + " is not there");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
