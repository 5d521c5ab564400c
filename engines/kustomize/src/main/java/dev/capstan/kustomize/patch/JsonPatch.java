package dev.capstan.kustomize.patch;

import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.Nodes;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON patch (RFC 6902): operations that are applied one after the other. */
public final class JsonPatch {
    private record Operation(
            String op,
            String path,
            @Nullable String from,
            @Nullable YamlNode value,
            int line) {}

    private final List<Operation> operations;
    private final String file;
    private final int linesBefore;

    private JsonPatch(List<Operation> operations, String file, int linesBefore) {
        this.operations = operations;
        this.file = file;
        this.linesBefore = linesBefore;
    }

    /**
     * Reads a patch from a list of operations.
     *
     * @param file the file it is in
     * @param linesBefore lines of that file before the text
     */
    static JsonPatch read(YamlList list, String file, int linesBefore) {
        List<Operation> operations = new ArrayList<>();
        for (YamlNode item : list) {
            if (!(item instanceof YamlMap map)) {
                throw invalid(
                        "an operation of a JSON patch is a map with op, path and value",
                        file,
                        item.line() + linesBefore);
            }
            String op = map.getText("op");
            String path = map.getText("path");
            if (op == null || path == null) {
                throw invalid(
                        "an operation of a JSON patch needs " + (op == null ? "op" : "path"),
                        file,
                        item.line() + linesBefore);
            }
            operations.add(new Operation(op, path, map.getText("from"), map.get("value"), item.line() + linesBefore));
        }
        return new JsonPatch(operations, file, linesBefore);
    }

    /** Whether it has no operation. */
    boolean isEmpty() {
        return operations.isEmpty();
    }

    /** Applies all operations to an object; the object's tree is made new. */
    void apply(Node object) {
        Node document = Nodes.thaw(Nodes.freeze(object), null);
        copyOrigins(object, document);
        for (Operation operation : operations) {
            try {
                apply(operation, document);
            } catch (BuildFault fault) {
                throw fault.with(
                        problem -> problem.at(file, operation.line(), 0).inField(operation.path()));
            }
        }
        object.become(document);
    }

    private static void copyOrigins(Node from, Node to) {
        to.from(from.file(), from.line(), from.column());
        for (int i = 0; i < from.size(); i++) {
            copyOrigins(from.child(i), to.child(i));
        }
    }

    private void apply(Operation operation, Node document) {
        String path = operation.path();
        switch (operation.op()) {
            case "add" -> place(document, path).add(value(operation));
            case "remove" -> place(document, path).remove();
            case "replace" -> {
                if (path.isEmpty()) {
                    document.become(value(operation));
                } else {
                    place(document, path).replace(value(operation));
                }
            }
            case "move" -> {
                JsonPlace from = place(document, from(operation));
                Node moved = from.existing();
                from.remove();
                place(document, path).add(moved);
            }
            case "copy" -> {
                Node copied = place(document, from(operation)).existing();
                place(document, path).add(copied.copy());
            }
            case "test" -> test(operation, document);
            default ->
                throw BuildFault.of(Code.PATCH_FAILED, "unexpected kind of operation: " + operation.op())
                        .with(problem -> problem.advise("Use add, remove, replace, move, copy or test."));
        }
    }

    private void test(Operation operation, Node document) {
        Node actual = operation.path().isEmpty()
                ? document
                : place(document, operation.path()).find();
        Node expected = value(operation);
        boolean isEqual =
                actual == null ? expected.isNull() : Nodes.freeze(actual).equals(Nodes.freeze(expected));
        if (!isEqual) {
            throw BuildFault.of(Code.PATCH_FAILED, "testing value " + operation.path() + " failed")
                    .with(problem -> problem.advise("Correct the patch, or the object it was written for."));
        }
    }

    private static String from(Operation operation) {
        if (operation.from() == null) {
            throw BuildFault.of(Code.PATCH_FAILED, "the operation " + operation.op() + " needs the field from");
        }
        return operation.from();
    }

    private static JsonPlace place(Node document, String path) {
        return JsonPlace.find(document, path);
    }

    private Node value(Operation operation) {
        YamlNode value = operation.value();
        return value == null ? Node.nullValue() : asJson(Nodes.thaw(value, file, linesBefore));
    }

    /** Patches are read as Kubernetes reads YAML, where a plain {@code yes} is true. */
    private static Node asJson(Node node) {
        if (node.isScalar()) {
            JsonScalars.normalise(node);
        }
        for (Node child : node.children()) {
            asJson(child);
        }
        return node;
    }

    private static BuildFault invalid(String message, String file, int line) {
        return new BuildFault(BuildProblem.of(Code.PATCH_FAILED, message)
                .at(file, line, 0)
                .advise("Write it as {op: replace, path: /spec/replicas, value: 3}."));
    }

    /** Whether a document could be a JSON patch. */
    static boolean isPatch(YamlNode document) {
        return document instanceof YamlList list
                && list.items().stream().allMatch(item -> item instanceof YamlMap || item instanceof YamlScalar);
    }
}
