package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Element;
import dev.capstan.secrets.document.Entry;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.ScalarValues;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;

/** Values of YAML and JSON nodes, without comments. */
final class YamlValues {
    private YamlValues() {}

    static Value of(YamlNode node) throws FormatException {
        return switch (node) {
            case YamlMap map -> map(map);
            case YamlList list -> {
                var elements = new ArrayList<Element>(list.size());
                for (YamlNode item : list) {
                    elements.add(of(item));
                }
                yield new Sequence(elements);
            }
            case YamlScalar scalar -> scalar(scalar);
        };
    }

    static Mapping map(YamlMap map) throws FormatException {
        var entries = new ArrayList<Entry>(map.size());
        for (int i = 0; i < map.size(); i++) {
            entries.add(new Pair(key(map.keyAt(i)), of(map.valueAt(i))));
        }
        return new Mapping(entries);
    }

    static String key(YamlScalar key) throws FormatException {
        if (key.kind() != ScalarKind.STRING) {
            throw new FormatException(
                    "line " + key.line() + ": the key " + key.text() + " is not text; put it in quotes");
        }
        return key.text();
    }

    static Scalar scalar(YamlScalar scalar) throws FormatException {
        return switch (scalar.kind()) {
            case STRING -> new Scalar.Text(scalar.text());
            case NULL -> new Scalar.Null();
            case BOOL -> new Scalar.Bool(ScalarValues.truth(scalar));
            case FLOAT -> new Scalar.Decimal(ScalarValues.number(scalar));
            case TIMESTAMP -> new Scalar.Time(ScalarValues.time(scalar));
            case INT -> {
                var value = ScalarValues.integer(scalar);
                if (value.isEmpty()) {
                    throw new FormatException(
                            "line " + scalar.line() + ": a whole number has more than 64 bits; put it in quotes");
                }
                yield new Scalar.Int(value.getAsLong());
            }
        };
    }
}
