package dev.capstan.kustomize.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the origin annotations of an object say, before they are written.
 *
 * @param origin where it comes from; empty when that is not noted
 * @param transformations transformers that changed it, in order
 */
record OriginNotes(Optional<OriginNote> origin, List<OriginNote> transformations) {
    static final OriginNotes NONE = new OriginNotes(Optional.empty(), List.of());

    OriginNotes withOrigin(OriginNote note) {
        return new OriginNotes(Optional.of(note), transformations);
    }

    /** For an object without origin the transformer counts as its origin. */
    OriginNotes withTransformer(OriginNote note) {
        return origin.isEmpty() ? withOrigin(note) : new OriginNotes(origin, NameHistory.plus(transformations, note));
    }

    /** These notes, and those of another object where there are none. */
    OriginNotes or(OriginNotes other) {
        return new OriginNotes(
                origin.or(other::origin), transformations.isEmpty() ? other.transformations : transformations);
    }

    /** Puts the notes that are asked for into annotations, and takes the others out. */
    void writeTo(Map<String, String> annotations, boolean withOrigin, boolean withTransformations) {
        if (!withOrigin) {
            annotations.remove(BuildAnnotations.ORIGIN);
        } else {
            origin.ifPresent(note -> annotations.put(BuildAnnotations.ORIGIN, note.annotation()));
        }
        if (!withTransformations) {
            annotations.remove(BuildAnnotations.TRANSFORMATIONS);
        } else if (!transformations.isEmpty()) {
            annotations.put(BuildAnnotations.TRANSFORMATIONS, BuildAnnotations.list(transformations));
        }
    }

    /** Puts a mark for each note into annotations; {@link #keptIn} finds out which marks a change has left. */
    static void mark(Map<String, String> annotations) {
        annotations.put(BuildAnnotations.ORIGIN, "");
        annotations.put(BuildAnnotations.TRANSFORMATIONS, "");
    }

    /** Takes the marks out again: the notes whose marks were still there. */
    OriginNotes keptIn(Map<String, String> annotations) {
        boolean keepsOrigin = annotations.remove(BuildAnnotations.ORIGIN) != null;
        boolean keepsTransformations = annotations.remove(BuildAnnotations.TRANSFORMATIONS) != null;
        return new OriginNotes(
                keepsOrigin ? origin : Optional.empty(), keepsTransformations ? transformations : List.of());
    }
}
