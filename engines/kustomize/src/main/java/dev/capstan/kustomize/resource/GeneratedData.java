package dev.capstan.kustomize.resource;

import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The data of ConfigMaps and Secrets when a generated object is merged into an existing one. */
final class GeneratedData {
    private GeneratedData() {}

    /** The generated object takes the old one's place and keeps the old data that it does not override. */
    static void mergeInto(Resource generated, Resource old) {
        generated.takeThePlaceOf(old);
        old.originNote().ifPresent(generated::noteOrigin);
        mergeField(generated, old, "data");
        mergeField(generated, old, "binaryData");
    }

    private static void mergeField(Resource generated, Resource old, String field) {
        SortedMap<String, Node> merged = new TreeMap<>(texts(old, field));
        merged.putAll(texts(generated, field));
        Fields.remove(generated.root(), field);
        if (merged.isEmpty()) {
            return;
        }
        Node data = Node.map();
        merged.forEach((key, value) -> data.append(YamlScalar.ofString(key), value));
        generated.root().append(YamlScalar.ofString(field), data);
    }

    /** The values as plain texts that still know where they came from. */
    private static Map<String, Node> texts(Resource resource, String field) {
        Map<String, Node> texts = new LinkedHashMap<>();
        Node data = resource.root().get(field);
        if (data != null && data.isMap()) {
            for (int i = 0; i < data.size(); i++) {
                Node value = data.child(i);
                Node text = Node.string(value.isNull() ? "" : value.text());
                texts.put(data.key(i).text(), text.from(value.file(), value.line(), value.column()));
            }
        }
        return texts;
    }
}
