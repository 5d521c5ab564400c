package dev.capstan.charts.build;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values files merged in their order: maps key by key, everything else by the later file. */
final class ValuesFiles {
    static final String DEFAULT = "values.yaml";

    private static final Limits YAML_LIMITS = new Limits(5 << 20, 256, 100_000);

    /**
     * The files that were there, merged.
     *
     * @param names of the files that were there, in their order
     * @param yaml the values; empty when none of the files was there
     */
    record Merged(List<String> names, Optional<byte[]> yaml) {
        Merged {
            names = List.copyOf(names);
        }
    }

    /** Gives the content of a values file; empty when there is none. */
    @FunctionalInterface
    interface Lookup {
        Optional<byte[]> read(String name) throws ChartException, IOException;
    }

    private ValuesFiles() {}

    /**
     * Reads and merges files.
     *
     * @param ignoresMissing whether a file that is not there is passed over
     * @throws ChartException when a file is missing and must not be, or cannot be read
     */
    static Merged merge(List<String> names, boolean ignoresMissing, Lookup lookup) throws ChartException, IOException {
        var found = new ArrayList<String>();
        var values = YamlMap.empty();
        for (String name : names) {
            var content = lookup.read(name);
            if (content.isPresent()) {
                values = merged(values, values(name, content.get()));
                found.add(name);
            } else if (!ignoresMissing) {
                throw unusable(name, "there is no such file");
            }
        }
        return new Merged(found, found.isEmpty() ? Optional.empty() : Optional.of(YamlWriter.write(values)));
    }

    /** Helm reads values as YAML 1.1, so they are taken over as what it would read: {@code on} is true. */
    private static YamlMap values(String name, byte[] content) throws ChartException {
        try {
            var documents = YamlReader.readAllLastKeyWins(name, content, YAML_LIMITS);
            if (documents.isEmpty() || documents.getFirst().root().isNull()) {
                return YamlMap.empty();
            }
            if (documents.getFirst().root() instanceof YamlMap map) {
                return (YamlMap) Json.read(name, Json.write(map, Dialect.KUBERNETES), Limits.DEFAULT);
            }
            throw unusable(name, "it is not a map");
        } catch (YamlSyntaxException e) {
            throw unusable(name, "it is not YAML, line " + e.problem().line());
        } catch (UnwritableValueException e) {
            throw unusable(name, "it holds a key or number that JSON does not have");
        }
    }

    private static YamlMap merged(YamlMap values, YamlMap later) {
        var result = YamlMap.builder().putAll(values);
        for (var entry : later.entries()) {
            var before = values.getMap(entry.name());
            result.put(
                    entry.name(),
                    before != null && entry.value() instanceof YamlMap map ? merged(before, map) : entry.value());
        }
        return result.build();
    }

    private static ChartException unusable(String name, String why) {
        return new ChartException(new ChartFailure.ValuesFileUnusable(name, why));
    }
}
