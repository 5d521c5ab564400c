package dev.capstan.images.setter;

import dev.capstan.yaml.MarkedYaml;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;

/** Looks for the one value that brackets hold. */
final class OnlyScalar {
    private static final int ENOUGH = 2;

    private OnlyScalar() {}

    /** The values within, at most two of them: nobody asks how many more there are. */
    static List<YamlScalar> in(YamlNode brackets, MarkedYaml marks) {
        List<YamlScalar> found = new ArrayList<>();
        collect(brackets, marks, found);
        return found;
    }

    private static void collect(YamlNode node, MarkedYaml marks, List<YamlScalar> found) {
        if (found.size() >= ENOUGH) {
            return;
        }
        switch (node) {
            case YamlScalar scalar -> found.add(scalar);
            case YamlList list -> list.forEach(item -> collect(item, marks, found));
            case YamlMap map -> map.entries().forEach(entry -> collect(entry.value(), marks, found));
        }
    }
}
