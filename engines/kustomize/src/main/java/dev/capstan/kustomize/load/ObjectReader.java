package dev.capstan.kustomize.load;

import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.Origin;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.Nodes;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Kubernetes objects out of documents; lists of objects are replaced by their items. */
public final class ObjectReader {
    private final Session session;

    /** A reader for a build. */
    public ObjectReader(Session session) {
        this.session = session;
    }

    /** The objects of a file. */
    public List<Resource> read(LoadedFile file) {
        return objects(session.documents().parse(file), file.path(), 0);
    }

    /** The objects in the text of a setting. */
    public List<Resource> readInline(Setting text) {
        return objects(session.documents().parseInline(text), text.place().file(), text.linesBefore());
    }

    private List<Resource> objects(List<YamlDocument> documents, String file, int linesBefore) {
        Deque<YamlNode> todo = new ArrayDeque<>();
        for (YamlDocument document : documents) {
            YamlNode root = document.root();
            if (documents.size() == 1 && root instanceof YamlMap map && isWrapper(map)) {
                unwrap(map, todo);
            } else {
                todo.add(root);
            }
        }
        List<Resource> resources = new ArrayList<>();
        while (!todo.isEmpty()) {
            YamlNode node = todo.removeFirst();
            if (isEmpty(node)) {
                continue;
            }
            Place place = new Place(file, node.line() + linesBefore, node.column());
            YamlMap object = validated(node, place);
            if (text(object, "kind").endsWith("List") && object.has("items")) {
                todo.addAll(itemsOf(object, place));
            } else {
                Node root = Nodes.thaw(object, file, linesBefore);
                Origin origin = Origin.read(file, object.line() + linesBefore);
                Resource resource = new Resource(root, origin, session.schemas());
                resource.adoptNotes();
                resources.add(resource);
            }
        }
        session.countObjects(resources.size());
        return resources;
    }

    /** A lone list is opened before its items are looked at, so a list in a list is opened as well. */
    private static boolean isWrapper(YamlMap map) {
        String kind = text(map, "kind");
        return (kind.equals("List") || kind.equals("ResourceList")) && (map.has("items") || map.has("functionConfig"));
    }

    private static void unwrap(YamlMap map, Deque<YamlNode> todo) {
        if (map.get("items") instanceof YamlList items) {
            todo.addAll(items.items());
        }
    }

    private static List<YamlNode> itemsOf(YamlMap list, Place place) {
        YamlNode items = list.get("items");
        if (items instanceof YamlList elements) {
            return elements.items();
        }
        if (items == null || items.isNull()) {
            return List.of();
        }
        throw place.fault("the field items of a list of objects must be a list", "Correct the field items.");
    }

    private static YamlMap validated(YamlNode node, Place place) {
        if (!(node instanceof YamlMap object)) {
            throw place.fault(
                    "missing Resource metadata: the document is not a Kubernetes object",
                    "Every document needs apiVersion, kind and metadata.name.");
        }
        String kind = text(object, "kind");
        YamlMap metadata = object.getMap("metadata");
        boolean hasMetadata = metadata != null && !metadata.isEmpty();
        if (kind.isEmpty()) {
            boolean hasNothing = text(object, "apiVersion").isEmpty() && !hasMetadata;
            throw place.fault(
                    hasNothing
                            ? "missing Resource metadata: the document is not a Kubernetes object"
                            : "missing kind in the object " + words(object, metadata),
                    "Every object needs apiVersion, kind and metadata.name.");
        }
        if (!kind.endsWith("List") && text(metadata, "name").isEmpty()) {
            throw place.fault(
                    "missing metadata.name in the object " + words(object, metadata),
                    text(metadata, "generateName").isEmpty()
                            ? "Give the object a name."
                            : "Give the object a name; generateName cannot be managed declaratively.");
        }
        return object;
    }

    private static boolean isEmpty(YamlNode node) {
        return node.isNull()
                || (node instanceof YamlMap map && map.isEmpty())
                || (node instanceof YamlList list && list.isEmpty());
    }

    private static String words(YamlMap object, @Nullable YamlMap metadata) {
        String kind = text(object, "kind");
        String name = text(metadata, "name");
        return (kind.isEmpty() ? "(no kind)" : kind) + "/" + (name.isEmpty() ? "(no name)" : name);
    }

    private static String text(@Nullable YamlMap map, String field) {
        return map != null && map.get(field) instanceof YamlScalar scalar && !scalar.isNull() ? scalar.text() : "";
    }

    private record Place(String file, int line, int column) {
        BuildFault fault(String message, String advice) {
            return new BuildFault(BuildProblem.of(Code.OBJECT_INVALID, message)
                    .at(file, line, column)
                    .advise(advice));
        }
    }
}
