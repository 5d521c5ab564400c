package dev.capstan.kustomize.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The fields of all transformers.
 *
 * @param namePrefix fields that get a prefix
 * @param nameSuffix fields that get a suffix
 * @param namespace fields that hold a namespace, besides {@code metadata.namespace}
 * @param commonLabels labels and selectors
 * @param labels fields that every entry of {@code labels} reaches in addition
 * @param templateLabels labels of objects and templates
 * @param volumeClaimTemplateLabels labels of volume claim templates
 * @param commonAnnotations annotations
 * @param nameReferences fields that name other objects
 * @param varReference fields in which variables are replaced
 * @param images fields that hold image names
 * @param replicas fields that hold a number of replicas
 */
public record TransformerConfig(
        FieldSpecs namePrefix,
        FieldSpecs nameSuffix,
        FieldSpecs namespace,
        FieldSpecs commonLabels,
        FieldSpecs labels,
        FieldSpecs templateLabels,
        FieldSpecs volumeClaimTemplateLabels,
        FieldSpecs commonAnnotations,
        List<NameReference> nameReferences,
        FieldSpecs varReference,
        FieldSpecs images,
        FieldSpecs replicas) {

    /** Nothing at all. */
    public static final TransformerConfig EMPTY = new TransformerConfig(
            FieldSpecs.NONE,
            FieldSpecs.NONE,
            FieldSpecs.NONE,
            FieldSpecs.NONE,
            FieldSpecs.NONE,
            FieldSpecs.NONE,
            FieldSpecs.NONE,
            FieldSpecs.NONE,
            List.of(),
            FieldSpecs.NONE,
            FieldSpecs.NONE,
            FieldSpecs.NONE);

    /** Copies the list. */
    public TransformerConfig {
        nameReferences = List.copyOf(nameReferences);
    }

    /**
     * Both together, sorted. A field of {@code other} that an earlier one covers is left out, also within {@code other}: so a
     * field of some kinds takes the place of the same field of all kinds, which sorts after it.
     */
    public TransformerConfig merge(TransformerConfig other) {
        if (other.equals(EMPTY) || other == this) {
            return this;
        }
        BinaryOperator<FieldSpecs> both = (a, b) -> a == b ? a : a.plusAll(b).sorted();
        return new TransformerConfig(
                both.apply(namePrefix, other.namePrefix),
                both.apply(nameSuffix, other.nameSuffix),
                both.apply(namespace, other.namespace),
                both.apply(commonLabels, other.commonLabels),
                both.apply(labels, other.labels),
                both.apply(templateLabels, other.templateLabels),
                both.apply(volumeClaimTemplateLabels, other.volumeClaimTemplateLabels),
                both.apply(commonAnnotations, other.commonAnnotations),
                mergeReferences(other.nameReferences),
                both.apply(varReference, other.varReference),
                both.apply(images, other.images),
                both.apply(replicas, other.replicas));
    }

    private List<NameReference> mergeReferences(List<NameReference> added) {
        if (added == nameReferences) {
            return nameReferences;
        }
        List<NameReference> merged = new ArrayList<>(nameReferences);
        for (NameReference reference : added) {
            boolean isKnown = false;
            for (int i = 0; i < merged.size(); i++) {
                NameReference known = merged.get(i);
                if (known.target().equals(reference.target())) {
                    merged.set(
                            i,
                            new NameReference(known.target(), known.referrers().plusAll(reference.referrers())));
                    isKnown = true;
                }
            }
            if (!isKnown) {
                merged.add(reference);
            }
        }
        merged.sort(Comparator.comparing(NameReference::target, KindOrder.COMPARATOR));
        return merged;
    }

    /** Collects fields by the name of the list they belong to. */
    public static final class Builder {
        private final Map<String, List<FieldSpec>> lists = new HashMap<>();
        private final List<NameReference> references = new ArrayList<>();

        /** Adds a field to a list. */
        public Builder add(String list, FieldSpec spec) {
            lists.computeIfAbsent(list, _ -> new ArrayList<>()).add(spec);
            return this;
        }

        /** Adds fields that name objects. */
        public Builder add(NameReference reference) {
            references.add(reference);
            return this;
        }

        /** The configuration, sorted. */
        public TransformerConfig build() {
            return new TransformerConfig(
                    specs("namePrefix"),
                    specs("nameSuffix"),
                    specs("namespace"),
                    specs("commonLabels"),
                    specs("labels"),
                    specs("templateLabels"),
                    specs("volumeClaimTemplateLabels"),
                    specs("commonAnnotations"),
                    EMPTY.mergeReferences(references),
                    specs("varReference"),
                    specs("images"),
                    specs("replicas"));
        }

        private FieldSpecs specs(String list) {
            return new FieldSpecs(lists.getOrDefault(list, List.of())).sorted();
        }
    }
}
