package dev.capstan.images.setter;

import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;

/** The object that a value belongs to. Fields that the file does not give are empty, as in values of charts. */
public record ObjectId(String apiVersion, String kind, String namespace, String name) {
    /** Of a document that is no object. */
    static final ObjectId NONE = new ObjectId("", "", "", "");

    static ObjectId of(YamlNode root) {
        if (!(root instanceof YamlMap object)) {
            return NONE;
        }
        YamlMap metadata = object.get("metadata") instanceof YamlMap map ? map : YamlMap.empty();
        return new ObjectId(
                text(object, "apiVersion"), text(object, "kind"), text(metadata, "namespace"), text(metadata, "name"));
    }

    private static String text(YamlMap map, String key) {
        return map.get(key) instanceof YamlScalar scalar && !scalar.isNull() ? scalar.text() : "";
    }

    /** {@code kind namespace/name}, with what there is. */
    @Override
    public String toString() {
        String place = namespace.isEmpty() ? name : namespace + "/" + name;
        return kind.isEmpty() ? place : place.isEmpty() ? kind : kind + " " + place;
    }
}
