package dev.capstan.helm.yaml;

import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain objects, the way Go reads it into values of any type: every number is a float64. */
public final class PlainValues {
    private PlainValues() {}

    /** A value; maps and lists may be changed. */
    public static @Nullable Object of(YamlNode json) {
        return switch (json) {
            case YamlMap map -> map(map);
            case YamlList list -> {
                List<@Nullable Object> items = new ArrayList<>(list.size());
                for (YamlNode item : list) {
                    items.add(of(item));
                }
                yield items;
            }
            case YamlScalar scalar -> scalar(scalar);
        };
    }

    /** A map, which may be changed. */
    public static Map<String, @Nullable Object> map(YamlMap map) {
        Map<String, @Nullable Object> entries = LinkedHashMap.newLinkedHashMap(map.size());
        for (int i = 0; i < map.size(); i++) {
            entries.put(map.keyAt(i).text(), of(map.valueAt(i)));
        }
        return entries;
    }

    private static @Nullable Object scalar(YamlScalar scalar) {
        ScalarKind kind = scalar.kind();
        return switch (kind) {
            case NULL -> null;
            case BOOL -> scalar.text().equals("true");
            case INT, FLOAT -> Double.parseDouble(scalar.text());
            case STRING, TIMESTAMP -> scalar.text();
        };
    }
}
