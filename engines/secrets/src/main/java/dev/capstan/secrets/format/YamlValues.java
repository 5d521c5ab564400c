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
enum YamlValues {
    /** Whole numbers of more than 64 bits are refused. */
    YAML,
    /** Whole numbers of more than 64 bits are rounded. */
    JSON;

    Value of(YamlNode node) throws FormatException {
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

    Mapping map(YamlMap map) throws FormatException {
        var entries = new ArrayList<Entry>(map.size());
        for (int i = 0; i < map.size(); i++) {
            entries.add(new Pair(key(map.keyAt(i)), of(map.valueAt(i))));
        }
        return new Mapping(entries);
    }

    static String key(YamlScalar key) throws FormatException {
        if (key.kind() != ScalarKind.STRING) {
            throw new FormatException("line " + key.line() + ": a key is not text; put it in quotes");
        }
        return key.text();
    }

    Scalar scalar(YamlScalar scalar) throws FormatException {
        return switch (scalar.kind()) {
            case STRING -> new Scalar.Text(scalar.text());
            case NULL -> new Scalar.Null();
            case BOOL -> new Scalar.Bool(ScalarValues.truth(scalar));
            case FLOAT -> new Scalar.Decimal(ScalarValues.number(scalar));
            case TIMESTAMP -> new Scalar.Time(ScalarValues.time(scalar));
            case INT -> integer(scalar);
        };
    }

    private Scalar integer(YamlScalar scalar) throws FormatException {
        var value = ScalarValues.integer(scalar);
        if (value.isPresent()) {
            return new Scalar.Int(value.getAsLong());
        }
        if (this == JSON) {
            return new Scalar.Decimal(Double.parseDouble(scalar.text()));
        }
        throw new FormatException("line " + scalar.line() + ": a whole number has more than 64 bits; put it in quotes");
    }
}
