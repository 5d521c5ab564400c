package dev.capstan.kustomize.replacement;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.ReplacementEntry;
import dev.capstan.kustomize.node.FieldPath;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.select.LinearPattern;
import dev.capstan.kustomize.select.ObjectMatcher;
import dev.capstan.kustomize.select.ObjectSelector;
import dev.capstan.kustomize.transform.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applies replacements, one after the other. */
public final class ReplacementTransformer implements Transformer {
    private static final String DEFAULT_FIELD = "metadata.name";

    private final List<ReplacementEntry> entries;
    private final LinearPattern.Cache patterns = new LinearPattern.Cache();

    /** A transformer for replacements that are said here, not in other files. */
    public ReplacementTransformer(List<ReplacementEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    @Override
    public void transform(ResourceList resources) {
        for (ReplacementEntry entry : entries) {
            entry.place().locating(() -> replace(entry, resources));
        }
        resources.identitiesChanged();
    }

    private void replace(ReplacementEntry entry, ResourceList resources) {
        if ((entry.source().isEmpty() && entry.sourceValue().isEmpty())
                || entry.targets().isEmpty()) {
            throw BuildFault.of(
                            Code.KUSTOMIZATION_INVALID, "replacements must specify a source and at least one target")
                    .with(problem -> problem.advise("Add source and targets."));
        }
        if (entry.source().isPresent() && entry.sourceValue().isPresent()) {
            throw BuildFault.of(Code.KUSTOMIZATION_INVALID, "value and resource selectors are mutually exclusive")
                    .with(problem -> problem.advise("Remove source or sourceValue."));
        }
        Node value = entry.sourceValue()
                .map(Node::plain)
                .orElseGet(() -> sourceValue(entry.source().orElseThrow(), resources));
        for (ReplacementEntry.Target target : entry.targets().get()) {
            target.place().locating(() -> put(value, target, resources));
        }
    }

    private static Node sourceValue(ReplacementEntry.Source source, ResourceList resources) {
        Resource resource = sourceObject(source, resources);
        String path = source.fieldPath().isEmpty() ? DEFAULT_FIELD : source.fieldPath();
        Node field = Fields.lookup(resource.root(), FieldPath.splitWithBrackets(path, '.'));
        if (field == null || Node.isNilOrEmpty(field)) {
            throw new BuildFault(source.place()
                    .problem(
                            Code.REFERENCE_FAILED,
                            "fieldPath `" + path + "` is missing for replacement source " + resource.words())
                    .onObject(resource.words())
                    .advise("Correct source.fieldPath, or add the field."));
        }
        ReplacementEntry.FieldOptions options = source.options();
        if (options.delimiter().isEmpty()) {
            return field.copy();
        }
        requireScalar(field);
        List<String> parts = split(field.text(), options.delimiter());
        if (options.index() < 0 || options.index() >= parts.size()) {
            throw new BuildFault(source.place()
                    .problem(
                            Code.REFERENCE_FAILED,
                            "options.index " + options.index() + " is out of bounds for value " + field.text())
                    .advise("The value has " + parts.size() + " parts; the first one has index 0."));
        }
        Node part = field.copy();
        part.setText(parts.get(options.index()));
        return part;
    }

    private static Resource sourceObject(ReplacementEntry.Source source, ResourceList resources) {
        List<Resource> matches = new ArrayList<>();
        for (Resource resource : resources.all()) {
            if (resource.allIds().stream().anyMatch(id -> isMeant(source, id))) {
                matches.add(resource);
            }
        }
        String words = new ObjectSelector(source.gvk(), source.name(), source.namespace(), "", "").words();
        if (matches.size() > 1) {
            throw new BuildFault(source.place()
                    .problem(Code.REFERENCE_FAILED, "multiple matches for selector " + words)
                    .advise("Say more about the source: kind, name, namespace."));
        }
        if (matches.isEmpty()) {
            throw new BuildFault(source.place()
                    .problem(Code.REFERENCE_FAILED, "nothing selected by " + words)
                    .advise("Correct the source, or add the object."));
        }
        return matches.getFirst();
    }

    private static boolean isMeant(ReplacementEntry.Source source, ResourceId id) {
        boolean isNamespaceMeant = source.namespace().isEmpty()
                || source.namespace().equals(id.namespace().isEmpty() ? ResourceId.DEFAULT_NAMESPACE : id.namespace());
        return isNamespaceMeant
                && (source.name().isEmpty() || source.name().equals(id.name()))
                && id.gvk().isSelectedBy(source.gvk());
    }

    private void put(Node value, ReplacementEntry.Target target, ResourceList resources) {
        if (target.select().isEmpty()) {
            throw BuildFault.of(Code.KUSTOMIZATION_INVALID, "target must specify resources to select")
                    .with(problem -> problem.advise("Add select."));
        }
        ObjectMatcher select = new ObjectMatcher(target.select().get());
        List<ObjectMatcher> rejects =
                target.reject().stream().map(ObjectMatcher::new).toList();
        List<String> paths = target.fieldPaths().isEmpty() ? List.of(DEFAULT_FIELD) : target.fieldPaths();
        for (Resource resource : resources.all()) {
            if (isSelected(resource, target, select, rejects)) {
                for (String path : paths) {
                    put(value, resource, path, target.options());
                }
            }
        }
    }

    private static boolean isSelected(
            Resource resource, ReplacementEntry.Target target, ObjectMatcher select, List<ObjectMatcher> rejects) {
        List<ResourceId> ids = new ArrayList<>();
        ids.add(resource.id());
        ids.addAll(resource.previousIds());
        if (ids.stream().noneMatch(select::matchesId) || !select.matchesLabelsAndAnnotations(resource)) {
            return false;
        }
        for (int i = 0; i < rejects.size(); i++) {
            ObjectSelector selector = target.reject().get(i);
            ObjectMatcher reject = rejects.get(i);
            boolean saysLabels = !selector.labelSelector().isEmpty()
                    || !selector.annotationSelector().isEmpty();
            if (saysLabels && reject.matchesLabelsAndAnnotations(resource)) {
                return false;
            }
            if (!selector.namesNothing() && ids.stream().anyMatch(reject::matchesId)) {
                return false;
            }
        }
        return true;
    }

    private void put(Node value, Resource resource, String path, ReplacementEntry.FieldOptions options) {
        try {
            List<String> parts = FieldPath.splitWithBrackets(path, '.');
            if (putIntoText(value, resource.root(), parts, options)) {
                return;
            }
            List<Node> fields =
                    PathMatcher.find(resource.root(), parts, options.create() ? value.kind() : null, patterns);
            if (fields.isEmpty()) {
                throw notFound(path, options);
            }
            for (Node field : fields) {
                put(value, field, options);
            }
        } catch (BuildFault fault) {
            throw fault.with(problem ->
                    problem.onObject(resource.words()).because(problem.cause().orElse("the target field is " + path)));
        }
    }

    private static BuildFault notFound(String path, ReplacementEntry.FieldOptions options) {
        return BuildFault.of(
                        Code.REFERENCE_FAILED,
                        options.create()
                                ? "unable to find or create field \"" + path + "\" in replacement target"
                                : "unable to find field \"" + path + "\" in replacement target")
                .with(problem -> problem.advise("Correct the path, or set options.create."));
    }

    private static void put(Node value, Node field, ReplacementEntry.FieldOptions options) {
        Node copy = value.copy();
        if (!options.delimiter().isEmpty()) {
            requireScalar(field);
            List<String> parts = split(field.text(), options.delimiter());
            String part = value.isNull() ? "" : value.text();
            if (options.index() < 0) {
                parts.addFirst(part);
            } else if (options.index() >= parts.size()) {
                parts.add(part);
            } else {
                parts.set(options.index(), part);
            }
            copy.setText(String.join(options.delimiter(), parts));
        }
        overwrite(field, copy);
    }

    private static void overwrite(Node field, Node value) {
        if (field.isScalar()) {
            field.setText(value.text());
        } else {
            field.become(value);
        }
    }

    /** When the path leads into a text that holds YAML or JSON, the value is put there. */
    private boolean putIntoText(Node value, Node root, List<String> path, ReplacementEntry.FieldOptions options) {
        for (int i = 1; i < path.size(); i++) {
            Node scalar = lookupQuietly(root, path.subList(0, i));
            if (scalar == null || !scalar.isScalar()) {
                continue;
            }
            Node inner = StructuredText.parse(scalar.text()).orElse(null);
            if (inner == null) {
                continue;
            }
            List<Node> fields = findQuietly(inner, path.subList(i, path.size()), options.create() ? value : null);
            if (fields.isEmpty() || !putQuietly(value, fields, options)) {
                return false;
            }
            scalar.setText(StructuredText.write(inner, scalar.text()));
            return true;
        }
        return false;
    }

    private static boolean putQuietly(Node value, List<Node> fields, ReplacementEntry.FieldOptions options) {
        try {
            fields.forEach(field -> put(value, field, options));
            return true;
        } catch (BuildFault notPossible) {
            return false;
        }
    }

    private List<Node> findQuietly(Node inner, List<String> path, @Nullable Node created) {
        try {
            return PathMatcher.find(inner, path, created == null ? null : created.kind(), patterns);
        } catch (BuildFault notThere) {
            return List.of();
        }
    }

    private static @Nullable Node lookupQuietly(Node root, List<String> path) {
        try {
            return Fields.lookup(root, path);
        } catch (BuildFault notThere) {
            return null;
        }
    }

    private static void requireScalar(Node node) {
        if (!node.isScalar()) {
            throw BuildFault.of(Code.REFERENCE_FAILED, "delimiter option can only be used with scalar nodes")
                    .with(problem -> problem.advise("Remove the delimiter, or choose a field with a single value."));
        }
    }

    private static List<String> split(String text, String delimiter) {
        return new ArrayList<>(List.of(text.split(Pattern.quote(delimiter), -1)));
    }
}
