package dev.capstan.kustomize.resource;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.Origin;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.resource.NameHistory.Past;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object during a build: its content, and what the build must know of it besides. */
public final class Resource {
    private final ClusterScopes scopes;
    private final Node root;
    private final Origin origin;
    private final ObjectMetadata metadata;

    private NameHistory names = NameHistory.NONE;
    private OriginNotes notes = OriginNotes.NONE;
    private List<String> variables = List.of();
    private Behavior behavior = Behavior.UNSPECIFIED;
    private boolean needsHash;
    private boolean nameChangeAllowed;
    private boolean kindChangeAllowed;
    private boolean isDeleted;
    private Gvk knownGvk = Gvk.ANY;
    private String knownApiVersion = "";

    /** An object with the given content, which it owns from now on. */
    public Resource(Node root, Origin origin, ClusterScopes scopes) {
        this.root = root;
        this.origin = origin;
        this.scopes = scopes;
        this.metadata = new ObjectMetadata(root);
    }

    /** The content, which may be changed. */
    public Node root() {
        return root;
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
        return metadata.text("name");
    }

    /** The namespace as written; empty when there is none. */
    public String namespace() {
        return metadata.text("namespace");
    }

    /** Its identity now. */
    public ResourceId id() {
        Gvk gvk = gvk();
        return new ResourceId(gvk, name(), namespace(), scopes.isClusterScoped(gvk));
    }

    /** Its first identity. */
    public ResourceId originalId() {
        return names.past().isEmpty() ? id() : pastId(names.past().getFirst());
    }

    /** Its identities before the present one, the oldest first; empty when it never changed. */
    public List<ResourceId> previousIds() {
        if (names.past().isEmpty()) {
            return List.of();
        }
        List<ResourceId> ids = new ArrayList<>(names.past().size());
        for (Past each : names.past()) {
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
        Node annotations = metadata.map("annotations");
        if (annotations == null || !BuildAnnotations.hasNotes(annotations)) {
            return;
        }
        List<String> pastNames = BuildAnnotations.values(annotations, "previousNames");
        List<String> namespaces = BuildAnnotations.values(annotations, "previousNamespaces");
        List<String> kinds = BuildAnnotations.values(annotations, "previousKinds");
        if (pastNames.size() != namespaces.size() || pastNames.size() != kinds.size()) {
            throw BuildFault.of(
                            Code.OBJECT_INVALID,
                            "the annotations of kustomize in " + words() + " contradict each other")
                    .with(problem -> problem.advise("Remove the annotations internal.config.kubernetes.io/…."));
        }
        for (int i = 0; i < pastNames.size(); i++) {
            names = names.with(new Past(kinds.get(i), namespaces.get(i), pastNames.get(i)));
        }
        names = new NameHistory(
                names.past(),
                BuildAnnotations.values(annotations, "prefixes"),
                BuildAnnotations.values(annotations, "suffixes"));
        needsHash = BuildAnnotations.values(annotations, "needsHashSuffix").contains("enabled");
        BuildAnnotations.values(annotations, "generatorBehavior").forEach(word -> behavior = Behavior.of(word));
    }

    /** Remembers the present identity. Called before something changes it. */
    public void rememberId() {
        ResourceId id = id();
        names = names.with(new Past(id.gvk().kind(), id.effectiveNamespace(), id.name()));
    }

    /** Says that a prefix was put before the name. */
    public void addPrefix(String prefix) {
        names = names.withPrefix(prefix);
    }

    /** Says that a suffix was put after the name. */
    public void addSuffix(String suffix) {
        names = names.withSuffix(suffix);
    }

    /**
     * Whether prefixes and suffixes were given to both in the same kustomizations, as far as the shorter list goes.
     *
     * @param allowEmpty whether an object without any prefix (or suffix) fits to all
     */
    public boolean sharesAffixes(Resource other, boolean allowEmpty) {
        return names.sharesAffixes(other.names, allowEmpty);
    }

    /** Names of the variables that take their value from this object. */
    public List<String> variables() {
        return variables;
    }

    /** Says that a variable takes its value from this object. */
    public void addVariable(String name) {
        variables = NameHistory.plus(variables, name);
    }

    /** What this generated object does to one of the same identity. */
    public Behavior behavior() {
        return behavior;
    }

    /** Sets what this generated object does to one of the same identity. */
    public void setBehavior(Behavior newBehavior) {
        behavior = newBehavior;
    }

    /** Whether its name gets a hash of its content. */
    public boolean needsHash() {
        return needsHash;
    }

    /** Sets whether its name gets a hash of its content. */
    public void setNeedsHash(boolean newNeedsHash) {
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
        nameChangeAllowed = ofName;
        kindChangeAllowed = ofKind;
    }

    /** Whether a patch deleted it, or nothing is left in it. */
    public boolean isGone() {
        return isDeleted || Node.isNilOrEmpty(root);
    }

    /** Marks it as deleted by a patch. */
    public void delete() {
        isDeleted = true;
    }

    /** Whether an annotation says that it configures tools only and is not part of the result. */
    public boolean isLocalConfig() {
        Node annotations = metadata.map("annotations");
        Node mark = annotations == null ? null : annotations.get(BuildAnnotations.LOCAL_CONFIG);
        return mark != null && !mark.text().equals("false");
    }

    /** The labels; empty when there are none. */
    public Map<String, String> labels() {
        return metadata.pairs("labels");
    }

    /** The annotations; empty when there are none. */
    public Map<String, String> annotations() {
        return metadata.pairs("annotations");
    }

    /** Replaces all labels, sorted; none removes the field. */
    public void setLabels(Map<String, String> labels) {
        metadata.setPairs("labels", labels);
    }

    /** Replaces all annotations, sorted; none removes the field. */
    public void setAnnotations(Map<String, String> annotations) {
        metadata.setPairs("annotations", annotations);
    }

    /** Sets the name. */
    public void setName(String name) {
        metadata.setText("name", name);
    }

    /** Sets the namespace; empty removes the field. */
    public void setNamespace(String namespace) {
        if (namespace.isEmpty()) {
            metadata.remove("namespace");
        } else {
            metadata.setText("namespace", namespace);
        }
    }

    /** Sets the kind. */
    public void setKind(String kind) {
        Fields.set(root, "kind", Node.plain(kind));
    }

    /** Sets the {@code apiVersion}. */
    public void setApiVersion(String apiVersion) {
        Fields.set(root, "apiVersion", Node.plain(apiVersion));
    }

    /**
     * Takes the place of another object: its name, namespace and history become this one's, its labels and annotations are
     * added where this object has none of the same key, and a hash is only given when both wanted one.
     */
    public void takeThePlaceOf(Resource other) {
        Map<String, String> labels = other.labels();
        labels.putAll(labels());
        setLabels(labels);
        Map<String, String> annotations = other.annotations();
        annotations.putAll(annotations());
        setAnnotations(annotations);
        setName(other.name());
        setNamespace(other.namespace());
        takeOverHistory(other);
        notes = notes.or(other.notes);
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

    /** Where the origin annotation says it comes from; empty when nothing is noted. */
    public Optional<OriginNote> originNote() {
        return notes.origin();
    }

    /** Notes where it comes from. */
    public void noteOrigin(OriginNote note) {
        notes = notes.withOrigin(note);
    }

    /** Notes a transformer; for an object without origin the transformer counts as its origin. */
    public void noteTransformer(OriginNote note) {
        notes = notes.withTransformer(note);
    }

    /**
     * Runs a change of the annotations as they are while kustomize patches: it keeps its notes there, so the map is there even
     * when the object has no annotation, the notes can be copied out of it, and those on origins are lost with the map.
     */
    public void keepingNotesAsAnnotations(Runnable change) {
        boolean hasOrigin = notes.origin().isPresent();
        Map<String, String> before = annotations();
        BuildAnnotations.writeIdentities(before, names.past().isEmpty() ? List.of(id()) : previousIds());
        if (hasOrigin) {
            OriginNotes.mark(before);
        }
        setAnnotations(before);
        change.run();
        Map<String, String> after = annotations();
        BuildAnnotations.IDENTITIES.forEach(after::remove);
        if (hasOrigin) {
            notes = notes.keptIn(after);
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
        notes.writeTo(annotations, withOrigin, withTransformations);
        setAnnotations(annotations);
    }

    /** {@code Kind/namespace/name}, for messages. */
    public String words() {
        return id().words();
    }

    private void takeOverHistory(Resource other) {
        names = other.names;
        variables = other.variables;
    }

    private ResourceId pastId(Past each) {
        Gvk now = gvk();
        Gvk gvk = new Gvk(now.group(), now.version(), each.kind());
        return new ResourceId(gvk, each.name(), each.namespace(), scopes.isClusterScoped(gvk));
    }
}
