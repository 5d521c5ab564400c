package dev.capstan.images.setter;

import dev.capstan.images.setter.ValuePlace.What;
import dev.capstan.yaml.CollectionStyle;
import dev.capstan.yaml.CommentedYaml;
import dev.capstan.yaml.MarkedYaml;
import dev.capstan.yaml.Span;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All keys and values of a text by the lines on which they end. */
final class ValuePlaces {
    private final MarkedYaml marks;
    /** By line; of several on one line the last one. */
    private final Map<Integer, ValuePlace> lastOfLine = new HashMap<>();

    private final Set<YamlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ValuePlaces(MarkedYaml marks) {
        this.marks = marks;
    }

    static ValuePlaces of(CommentedYaml yaml) {
        ValuePlaces places = new ValuePlaces(yaml.marks());
        for (CommentedYaml.Document document : yaml.documents()) {
            places.document(document.root());
        }
        for (MarkedYaml.Alias alias : yaml.marks().aliases()) {
            places.add(new ValuePlace(new What.Alias(), alias.span(), ObjectId.NONE));
        }
        return places;
    }

    /** The last key or value before a column of a line. Comments end lines, so nothing is behind it. */
    Optional<ValuePlace> before(int line, int column) {
        return Optional.ofNullable(lastOfLine.get(line)).filter(place -> place.markedColumn() <= column);
    }

    /** The items of a list of objects are objects of their own. */
    private void document(YamlNode root) {
        ObjectId object = ObjectId.of(root);
        boolean isList = object.kind().equals("List") || object.kind().equals("ResourceList");
        if (isList && root instanceof YamlMap map && map.get("items") instanceof YamlList items) {
            for (YamlNode item : items) {
                value(item, ObjectId.of(item), items.style());
            }
        }
        value(root, object, CollectionStyle.BLOCK);
    }

    private void value(YamlNode node, ObjectId object, CollectionStyle around) {
        if (!seen.add(node)) {
            return;
        }
        switch (node) {
            case YamlScalar scalar -> add(new What.Value(scalar, around), scalar, object);
            case YamlList list -> {
                CollectionStyle style = inner(around, list.style());
                list.forEach(item -> value(item, object, style));
                brackets(list, list.style(), object);
            }
            case YamlMap map -> {
                CollectionStyle style = inner(around, map.style());
                for (YamlEntry entry : map.entries()) {
                    add(new What.Key(), entry.key(), object);
                    value(entry.value(), object, style);
                }
                brackets(map, map.style(), object);
            }
        }
    }

    private static CollectionStyle inner(CollectionStyle around, CollectionStyle own) {
        return around == CollectionStyle.FLOW ? around : own;
    }

    private void brackets(YamlNode node, CollectionStyle style, ObjectId object) {
        if (style == CollectionStyle.FLOW) {
            add(new What.Brackets(node), node, object);
        }
    }

    private void add(What what, YamlNode node, ObjectId object) {
        marks.span(node).filter(ValuePlaces::isSomewhere).ifPresent(span -> add(new ValuePlace(what, span, object)));
    }

    /** The missing value of an empty document ends where the document before did, which is before it begins. */
    private static boolean isSomewhere(Span span) {
        return span.endLine() > span.line() || (span.endLine() == span.line() && span.endColumn() >= span.column());
    }

    private void add(ValuePlace place) {
        lastOfLine.merge(place.markedLine(), place, (a, b) -> b.markedColumn() >= a.markedColumn() ? b : a);
    }
}
