package dev.capstan.kustomize.edit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing to change in a kustomization file. The names follow the commands of {@code kustomize edit}. */
public sealed interface Edit {
    /**
     * Sets what an image is replaced by. What is empty stays as it is in the file, except that a tag ends a digest and a
     * digest without a tag ends a tag.
     *
     * @param name the image as the manifests name it
     * @param newName the other name; empty to leave it
     * @param newTag the tag; empty to leave it
     * @param digest the digest, as in {@code sha256:…}; empty to leave it
     */
    record SetImage(String name, Optional<String> newName, Optional<String> newTag, Optional<String> digest)
            implements Edit {
        /**
         * Reads the notation of the command: {@code name=newName:tag}, {@code name:tag}, {@code name@digest} and their
         * mixtures; {@code *} stands for "leave it".
         *
         * @return empty when the text is none of these
         */
        public static Optional<SetImage> parse(String text) {
            return ImageNotation.parse(text);
        }
    }

    /** Sets {@code namespace}. */
    record SetNamespace(String namespace) implements Edit {}

    /** Sets {@code namePrefix}. */
    record SetNamePrefix(String prefix) implements Edit {}

    /** Sets {@code nameSuffix}. */
    record SetNameSuffix(String suffix) implements Edit {}

    /** Sets the replicas of one name. */
    record SetReplicas(String name, long count) implements Edit {}

    /**
     * Sets or adds labels.
     *
     * @param reach where they go
     */
    record SetLabels(LabelReach reach, Map<String, String> labels) implements Edit {}

    /** Sets or adds common annotations. */
    record SetAnnotations(Map<String, String> annotations) implements Edit {}

    /**
     * Adds labels; refused when one of them is there with another value.
     *
     * @param reach where they go
     */
    record AddLabels(LabelReach reach, Map<String, String> labels) implements Edit {}

    /** Adds common annotations; refused when one of them is there with another value. */
    record AddAnnotations(Map<String, String> annotations) implements Edit {}

    /** Adds entries to one of the lists of paths; what is there already is not added again. */
    record AddPaths(PathList list, List<String> paths) implements Edit {}

    /** Replaces one of the lists of paths. */
    record SetPaths(PathList list, List<String> paths) implements Edit {}

    /** Removes entries from one of the lists of paths; refused when one of them is not there. */
    record RemovePaths(PathList list, List<String> paths) implements Edit {}

    /**
     * Adds a patch.
     *
     * @param path the patch file; empty when the patch is given inline
     * @param patch the inline patch; empty when a file is named
     * @param target the selector's fields ({@code kind}, {@code name}, …); empty for the patch's own target
     */
    record AddPatch(Optional<String> path, Optional<String> patch, Map<String, String> target) implements Edit {}

    /** Removes the patch with this source and target, as {@link AddPatch} adds it; refused when there is none. */
    record RemovePatch(Optional<String> path, Optional<String> patch, Map<String, String> target) implements Edit {}

    /** Replaces {@code bases}, {@code patchesStrategicMerge} and other fields of earlier versions by their successors. */
    record ReplaceDeprecatedFields() implements Edit {}

    /**
     * Removes common labels by key.
     *
     * @param mayMiss whether a key may be absent; if not, the edit is refused then
     */
    record RemoveLabels(List<String> keys, boolean mayMiss) implements Edit {}

    /**
     * Removes common annotations by key.
     *
     * @param mayMiss whether a key may be absent; if not, the edit is refused then
     */
    record RemoveAnnotations(List<String> keys, boolean mayMiss) implements Edit {}

    /**
     * Adds a generator of a ConfigMap or Secret.
     *
     * @param kind which of the two
     * @param name the object's name; refused when a generator with this name is there
     * @param behavior {@code create}, {@code merge} or {@code replace}; empty for the default
     * @param literals {@code key=value} texts
     * @param files {@code path} or {@code key=path} texts
     * @param envFiles paths of files with {@code key=value} lines
     * @param secretType the type of a Secret; empty for the default
     * @param namespace the object's namespace; empty for none
     * @param disableNameSuffixHash whether the name stays as it is
     */
    record AddGenerator(
            GeneratedKind kind,
            String name,
            Optional<String> behavior,
            List<String> literals,
            List<String> files,
            List<String> envFiles,
            Optional<String> secretType,
            Optional<String> namespace,
            boolean disableNameSuffixHash)
            implements Edit {}

    /**
     * Gives literals of a generator other values, or its object another namespace.
     *
     * @param kind which of the two
     * @param name the object's name; refused when no generator has it
     * @param namespace the object's namespace; empty means {@code default}, as an absent one in the file does
     * @param literals the new values by key; refused when a key is not there
     * @param newNamespace the other namespace; empty to leave it
     */
    record SetLiterals(
            GeneratedKind kind,
            String name,
            Optional<String> namespace,
            Map<String, String> literals,
            Optional<String> newNamespace)
            implements Edit {}

    /**
     * Removes generators by name; refused when one is not there.
     *
     * @param namespace of the objects; empty for objects of any namespace
     */
    record RemoveGenerators(GeneratedKind kind, List<String> names, Optional<String> namespace) implements Edit {}

    /** Where labels go. */
    enum LabelReach {
        /** To objects, templates and selectors: {@code commonLabels}. */
        SELECTORS,
        /** To objects only: an entry of {@code labels}. */
        OBJECTS,
        /** To objects and templates: an entry of {@code labels} with {@code includeTemplates}. */
        TEMPLATES
    }

    /** The lists of a kustomization file that hold paths, or names. */
    enum PathList {
        RESOURCES("resources"),
        COMPONENTS("components"),
        CONFIGURATIONS("configurations"),
        TRANSFORMERS("transformers"),
        GENERATORS("generators"),
        BUILD_METADATA("buildMetadata");

        private final String field;

        PathList(String field) {
            this.field = field;
        }

        /** The field of the kustomization file. */
        public String field() {
            return field;
        }
    }

    /** What a generator makes. */
    enum GeneratedKind {
        CONFIG_MAP("configMapGenerator"),
        SECRET("secretGenerator");

        private final String field;

        GeneratedKind(String field) {
            this.field = field;
        }

        /** The field of the kustomization file. */
        public String field() {
            return field;
        }
    }
}
