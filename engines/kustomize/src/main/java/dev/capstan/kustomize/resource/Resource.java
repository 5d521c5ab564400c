package dev.capstan.kustomize.resource;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.Origin;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An object during a build, with what must be remembered about it besides its content. */
public final class Resource {
    /** Identity at some earlier time; group and version are always the present ones. */
    private record Past(String kind, String namespace, String name) {}

    private final ClusterScopes scopes;
    private Node root;
    private final Origin origin;
    private @Nullable Snapshot snapshot;

    private List<Past> past = List.of();
    private List<String> prefixes = List.of();
    private List<String> suffixes = List.of();
    private List<String> variables = List.of();
    private Behavior behavior = Behavior.UNSPECIFIED;
    private boolean needsHash;
    private boolean nameChangeAllowed;
    private boolean kindChangeAllowed;
    private boolean isDeleted;
    private @Nullable OriginNote originNote;
    private List<OriginNote> transformations = List.of();
    private Gvk knownGvk = Gvk.ANY;
    private String knownApiVersion = "";

    /** An object with the given content, which it owns from now on. */
    public Resource(Node root, Origin origin, ClusterScopes scopes) {
        this.root = root;
        this.origin = origin;
        this.scopes = scopes;
    }

    /** An object in the state of a snapshot. */
    public static Resource of(Snapshot snapshot, ClusterScopes scopes) {
        Resource resource = snapshot.state().sibling(scopes);
        resource.snapshot = snapshot;
        return resource;
    }

    /** The content, which may be changed: from now on, no snapshot shows this object's state. */
    public Node root() {
        Snapshot shared = snapshot;
        if (shared != null) {
            root = shared.copyOfContent();
            snapshot = null;
        }
        return root;
    }

    /** The content, which must not be changed. */
    public Node content() {
        return root;
    }

    /** The snapshot that shows the object as it is; empty when there is none, or it has changed since. */
    public Optional<Snapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    /** Makes the present state a snapshot, which the caller has measured. */
    void freeze(boolean hasNodesInSeveralPlaces, long bytes) {
        snapshot = new Snapshot(sibling(scopes), hasNodesInSeveralPlaces, bytes);
    }

    /** Another object in the same state, with the very same content. */
    private Resource sibling(ClusterScopes itsScopes) {
        Resource sibling = new Resource(root, origin, itsScopes);
        sibling.takeOverHistory(this);
        sibling.behavior = behavior;
        sibling.needsHash = needsHash;
        sibling.nameChangeAllowed = nameChangeAllowed;
        sibling.kindChangeAllowed = kindChangeAllowed;
        sibling.isDeleted = isDeleted;
        sibling.originNote = originNote;
        sibling.transformations = transformations;
        sibling.knownGvk = knownGvk;
        sibling.knownApiVersion = knownApiVersion;
        return sibling;
    }

    /** Called before anything but the content changes. */
    private void changes() {
        if (snapshot != null) {
            root();
        }
    }

    /** Where it came from. */
    public Origin origin() {
        return origin;
    }

    /** Group, version, kind. */
    public Gvk gvk() {
        String apiVersion = apiVersion();
        String kind = kind();
        if (!knownGvk.kind().equals(kind) || !knownApiVersion.equals(apiVersion)) {
            knownGvk = Gvk.of(apiVersion, kind);
            knownApiVersion = apiVersion;
        }
        return knownGvk;
    }

    /** The kind. */
    public String kind() {
        return root.getText("kind");
    }

    /** The {@code apiVersion}. */
    public String apiVersion() {
        return root.getText("apiVersion");
    }

    /** The name; empty when there is none. */
    public String name() {
        return metadataText("name");
    }

    /** The namespace as written; empty when there is none. */
    public String namespace() {
        return metadataText("namespace");
    }

    /** Its identity now. */
    public ResourceId id() {
        if (snapshot != null) {
            return snapshot.id();
        }
        Gvk gvk = gvk();
        return new ResourceId(gvk, name(), namespace(), scopes.isClusterScoped(gvk));
    }

    /** Its first identity. */
    public ResourceId originalId() {
        if (snapshot != null && !past.isEmpty()) {
            return snapshot.previousIds().getFirst();
        }
        return past.isEmpty() ? id() : pastId(past.getFirst());
    }

    /** Its identities before the present one, the oldest first; empty when it never changed. */
    public List<ResourceId> previousIds() {
        if (past.isEmpty()) {
            return List.of();
        }
        if (snapshot != null) {
            return snapshot.previousIds();
        }
        List<ResourceId> ids = new ArrayList<>(past.size());
        for (Past each : past) {
            ids.add(pastId(each));
        }
        return ids;
    }

    /** All identities, the previous ones first. */
    public List<ResourceId> allIds() {
        List<ResourceId> ids = new ArrayList<>(previousIds());
        ids.add(id());
        return ids;
    }

    /** Takes over what annotations of kustomize say about it, when another run of kustomize has left them. */
    public void adoptNotes() {
        changes();
        Node metadata = root.get("metadata");
        Node annotations = metadata == null ? null : metadata.get("annotations");
        if (annotations == null || !annotations.isMap() || !BuildAnnotations.hasNotes(annotations)) {
            return;
        }
        List<String> names = BuildAnnotations.values(annotations, "previousNames");
        List<String> namespaces = BuildAnnotations.values(annotations, "previousNamespaces");
        List<String> kinds = BuildAnnotations.values(annotations, "previousKinds");
        if (names.size() != namespaces.size() || names.size() != kinds.size()) {
            throw BuildFault.of(
                            Code.OBJECT_INVALID,
                            "the annotations of kustomize in " + words() + " contradict each other")
                    .with(problem -> problem.advise("Remove the annotations internal.config.kubernetes.io/…."));
        }
        for (int i = 0; i < names.size(); i++) {
            past = plus(past, new Past(kinds.get(i), namespaces.get(i), names.get(i)));
        }
        prefixes = BuildAnnotations.values(annotations, "prefixes");
        suffixes = BuildAnnotations.values(annotations, "suffixes");
        needsHash = BuildAnnotations.values(annotations, "needsHashSuffix").contains("enabled");
        BuildAnnotations.values(annotations, "generatorBehavior").forEach(word -> behavior = Behavior.of(word));
    }

    /** Remembers the present identity. Called before something changes it. */
    public void rememberId() {
        changes();
        ResourceId id = id();
        past = plus(past, new Past(id.gvk().kind(), id.effectiveNamespace(), id.name()));
    }

    /** Says that a prefix was put before the name. */
    public void addPrefix(String prefix) {
        if (!prefix.isEmpty()) {
            changes();
            prefixes = plus(prefixes, prefix);
        }
    }

    /** Says that a suffix was put after the name. */
    public void addSuffix(String suffix) {
        if (!suffix.isEmpty()) {
            changes();
            suffixes = plus(suffixes, suffix);
        }
    }

    /**
     * Whether prefixes and suffixes were given to both in the same kustomizations, as far as the shorter list tells.
     *
     * @param allowEmpty whether an object without any prefix (or suffix) fits to all
     */
    public boolean sharesAffixes(Resource other, boolean allowEmpty) {
        return sameEnding(prefixes, other.prefixes, allowEmpty) && sameEnding(suffixes, other.suffixes, allowEmpty);
    }

    /** Names of the variables that take their value from this object. */
    public List<String> variables() {
        return variables;
    }

    /** Says that a variable takes its value from this object. */
    public void addVariable(String name) {
        changes();
        variables = plus(variables, name);
    }

    /** What this generated object does to one of the same identity. */
    public Behavior behavior() {
        return behavior;
    }

    /** Sets what this generated object does to one of the same identity. */
    public void setBehavior(Behavior newBehavior) {
        changes();
        behavior = newBehavior;
    }

    /** Whether its name gets a hash of its content. */
    public boolean needsHash() {
        return needsHash;
    }

    /** Sets whether its name gets a hash of its content. */
    public void setNeedsHash(boolean newNeedsHash) {
        changes();
        needsHash = newNeedsHash;
    }

    /** For a patch: whether it may change the name. */
    public boolean isNameChangeAllowed() {
        return nameChangeAllowed;
    }

    /** For a patch: whether it may change the kind. */
    public boolean isKindChangeAllowed() {
        return kindChangeAllowed;
    }

    /** For a patch: sets what it may change. */
    public void allowChanges(boolean ofName, boolean ofKind) {
        changes();
        nameChangeAllowed = ofName;
        kindChangeAllowed = ofKind;
    }

    /** Whether a patch deleted it, or nothing is left in it. */
    public boolean isGone() {
        return isDeleted || Node.isNilOrEmpty(root);
    }

    /** Marks it as deleted by a patch. */
    public void delete() {
        changes();
        isDeleted = true;
    }

    /** Whether an annotation says that it configures tools only and is no part of the result. */
    public boolean isLocalConfig() {
        if (snapshot != null) {
            return snapshot.isLocalConfig();
        }
        Node metadata = root.get("metadata");
        Node annotations = metadata == null ? null : metadata.get("annotations");
        Node mark = annotations == null || !annotations.isMap() ? null : annotations.get(BuildAnnotations.LOCAL_CONFIG);
        return mark != null && !mark.text().equals("false");
    }

    /** The labels; empty when there are none. */
    public Map<String, String> labels() {
        return metadataMap("labels");
    }

    /** The annotations; empty when there are none. */
    public Map<String, String> annotations() {
        return metadataMap("annotations");
    }

    /** Replaces all labels, sorted; none removes the field. */
    public void setLabels(Map<String, String> labels) {
        setMetadataMap("labels", labels);
    }

    /** Replaces all annotations, sorted; none removes the field. */
    public void setAnnotations(Map<String, String> annotations) {
        setMetadataMap("annotations", annotations);
    }

    /** Sets the name. */
    public void setName(String name) {
        changes();
        Node metadata = Fields.lookupOrCreate(root, NodeKind.MAP, "metadata");
        if (metadata != null) {
            Fields.set(metadata, "name", Node.plain(name));
        }
    }

    /** Sets the namespace; empty removes the field. */
    public void setNamespace(String namespace) {
        changes();
        if (namespace.isEmpty()) {
            Fields.remove(Fields.get(root, "metadata"), "namespace");
            return;
        }
        Node metadata = Fields.lookupOrCreate(root, NodeKind.MAP, "metadata");
        if (metadata != null) {
            Fields.set(metadata, "namespace", Node.plain(namespace));
        }
    }

    /** Sets the kind. */
    public void setKind(String kind) {
        changes();
        Fields.set(root, "kind", Node.plain(kind));
    }

    /** Sets the {@code apiVersion}. */
    public void setApiVersion(String apiVersion) {
        changes();
        Fields.set(root, "apiVersion", Node.plain(apiVersion));
    }

    /**
     * Takes the place of another object: its name, namespace and history become this one's, its labels and annotations are
     * added where this object has none of the same key, and a hash is only given when both wanted one.
     */
    public void takeThePlaceOf(Resource other) {
        changes();
        Map<String, String> labels = other.labels();
        labels.putAll(labels());
        setLabels(labels);
        Map<String, String> annotations = other.annotations();
        annotations.putAll(annotations());
        setAnnotations(annotations);
        setName(other.name());
        setNamespace(other.namespace());
        takeOverHistory(other);
        originNote = originNote == null ? other.originNote : originNote;
        transformations = transformations.isEmpty() ? other.transformations : transformations;
        behavior = other.behavior;
        needsHash = needsHash && other.needsHash;
    }

    /** A copy for another place; content, history and permissions are copied. */
    public Resource copy() {
        Resource copy = new Resource(root.copy(), origin, scopes);
        copy.takeOverHistory(this);
        copy.behavior = behavior;
        copy.needsHash = needsHash;
        copy.nameChangeAllowed = nameChangeAllowed;
        copy.kindChangeAllowed = kindChangeAllowed;
        return copy;
    }

    /** Where the origin annotation says it comes from; null when nothing is noted. */
    public @Nullable OriginNote originNote() {
        return originNote;
    }

    /** Notes where it comes from. */
    public void noteOrigin(OriginNote note) {
        changes();
        originNote = note;
    }

    /** Notes a transformer; for an object without origin the transformer counts as its origin. */
    public void noteTransformer(OriginNote note) {
        changes();
        if (originNote == null) {
            originNote = note;
        } else {
            transformations = plus(transformations, note);
        }
    }

    /**
     * Runs a change that may replace the annotations. Kustomize keeps its notes on origins there, so they are lost with them.
     */
    public void keepingNotesAsAnnotations(Runnable change) {
        changes();
        if (originNote == null) {
            change.run();
            return;
        }
        Map<String, String> before = annotations();
        before.put(BuildAnnotations.ORIGIN, "");
        before.put(BuildAnnotations.TRANSFORMATIONS, "");
        setAnnotations(before);
        change.run();
        Map<String, String> after = annotations();
        if (after.remove(BuildAnnotations.ORIGIN) == null) {
            originNote = null;
        }
        if (after.remove(BuildAnnotations.TRANSFORMATIONS) == null) {
            transformations = List.of();
        }
        if (!isGone()) {
            setAnnotations(after);
        }
    }

    /**
     * Ends the build for this object: annotations that kustomize keeps for itself go, those about origins come where they are
     * asked for, and what is left is sorted and text.
     */
    public void finish(boolean withOrigin, boolean withTransformations) {
        Map<String, String> annotations = annotations();
        BuildAnnotations.INTERNAL.forEach(annotations::remove);
        if (!withOrigin) {
            annotations.remove(BuildAnnotations.ORIGIN);
        } else if (originNote != null) {
            annotations.put(BuildAnnotations.ORIGIN, originNote.annotation());
        }
        if (!withTransformations) {
            annotations.remove(BuildAnnotations.TRANSFORMATIONS);
        } else if (!transformations.isEmpty()) {
            annotations.put(BuildAnnotations.TRANSFORMATIONS, BuildAnnotations.list(transformations));
        }
        setAnnotations(annotations);
    }

    /** {@code Kind/namespace/name}, for messages. */
    public String words() {
        return id().words();
    }

    private void takeOverHistory(Resource other) {
        past = other.past;
        prefixes = other.prefixes;
        suffixes = other.suffixes;
        variables = other.variables;
    }

    private ResourceId pastId(Past each) {
        Gvk now = gvk();
        Gvk gvk = new Gvk(now.group(), now.version(), each.kind());
        return new ResourceId(gvk, each.name(), each.namespace(), scopes.isClusterScoped(gvk));
    }

    private String metadataText(String field) {
        Node metadata = root.get("metadata");
        if (metadata == null) {
            return "";
        }
        Node value = metadata.get(field);
        return value == null || value.isNull() || !value.isScalar() ? "" : value.text();
    }

    private Map<String, String> metadataMap(String field) {
        Node metadata = root.get("metadata");
        Node map = metadata == null ? null : metadata.get(field);
        if (map == null || !map.isMap()) {
            return new LinkedHashMap<>();
        }
        Map<String, String> result = new LinkedHashMap<>();
        for (int i = 0; i < map.size(); i++) {
            result.put(map.key(i).text(), map.child(i).text());
        }
        return result;
    }

    private void setMetadataMap(String field, Map<String, String> values) {
        changes();
        Node metadata = Fields.lookupOrCreate(root, NodeKind.MAP, "metadata");
        if (metadata == null || !metadata.isMap()) {
            return;
        }
        Map<String, Node> places = new LinkedHashMap<>();
        Node old = metadata.get(field);
        if (old != null && old.isMap()) {
            for (int i = 0; i < old.size(); i++) {
                places.put(old.key(i).text(), old.child(i));
            }
        }
        metadata.remove(field);
        if (values.isEmpty()) {
            return;
        }
        Node map = Node.map();
        new TreeMap<>(values).forEach((key, value) -> {
            Node node = Node.string(value);
            Node before = places.get(key);
            if (before != null) {
                node.from(before.file(), before.line(), before.column());
            }
            map.append(YamlScalar.ofString(key), node);
        });
        metadata.append(YamlScalar.ofString(field), map);
    }

    private static boolean sameEnding(List<String> a, List<String> b, boolean allowEmpty) {
        if (a.isEmpty() || b.isEmpty()) {
            return allowEmpty || (a.isEmpty() && b.isEmpty());
        }
        int compared = Math.min(a.size(), b.size());
        return a.subList(a.size() - compared, a.size()).equals(b.subList(b.size() - compared, b.size()));
    }

    private static <T> List<T> plus(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(item);
        return longer;
    }
}
